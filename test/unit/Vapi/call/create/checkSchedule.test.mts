import { checkSchedule, overdue } from '../../../../../nodes/Vapi/call/create/checkSchedule.ts';
import { refusalOf } from '../../../refusal.mts';
import { added, createReader } from '../../reader.mts';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const LATER = '2030-01-01T00:00:01Z';
const check = (plan: unknown, earliest: unknown = undefined) =>
	checkSchedule(plan, createReader(added({ scheduleEarliestAt: earliest })));
const messageOf = (...args: Parameters<typeof check>) => refusalOf(() => check(...args)).message;

describe('The schedule of a call', () => {
	test.each<[string, object, string]>([
		['a date that is none', { earliestAt: 'soon' }, '\'Schedule Earliest At\' is not a date: "soon"'],
		[
			'a latest alone',
			{ latestAt: '2030-01-01T00:00:00Z' },
			"'Schedule Latest At' is set and 'Schedule Earliest At' is not",
		],
		[
			'latest before earliest',
			{ earliestAt: '2030-01-01T01:00:00Z', latestAt: '2030-01-01T01:30:00+01:00' },
			"'Schedule Latest At' (2030-01-01T01:30:00+01:00) is before 'Schedule Earliest At' (2030-01-01T01:00:00Z)",
		],
	])('with %s is stopped', (_, plan, message) => {
		expect(messageOf(plan)).toBe(message);
	});

	test('may be one moment, and be left out', () => {
		expect(() => check({ earliestAt: LATER, latestAt: LATER })).not.toThrow();
		for (const plan of [undefined, null, {}, { earliestAt: null }]) {
			expect(() => check(plan)).not.toThrow();
		}
	});

	test.each(['={{ $json.at }}', '=', '={{ null }}'])(
		'is not left out by the expression %s that finds no date',
		(expression) => {
			for (const plan of [undefined, {}, { earliestAt: null }, { earliestAt: '' }]) {
				expect(messageOf(plan, expression)).toBe(
					"'Schedule Earliest At' is empty for this item, and without it the call rings at once",
				);
			}
			expect(() => check({ earliestAt: LATER }, expression)).not.toThrow();
		},
	);

	test.each<[unknown, boolean]>([
		[{ earliestAt: '2029-12-31T23:59:59Z' }, true],
		[{ earliestAt: '2030-01-01T00:59:59+01:00', latestAt: LATER }, true],
		[{ earliestAt: LATER }, false],
		[{ earliestAt: null }, false],
		[{}, false],
		[undefined, false],
	])('%j is over: %j', (plan, isOver) => {
		const late = overdue(plan, createReader({}), NOW);
		expect(late?.message ?? '').toMatch(
			isOver
				? /^'Schedule Earliest At' \(.*\) is in the past, so the call would ring at once$/
				: /^$/,
		);
	});
});
