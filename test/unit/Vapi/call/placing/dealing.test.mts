import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { requestOf } from '../../../../../nodes/Vapi/call/placing/chunks.ts';
import { dealAnswer, unmatchedCalls } from '../../../../../nodes/Vapi/call/placing/dealAnswer.ts';
import { targetsOf } from '../../../../../nodes/Vapi/call/placing/identity.ts';
import type { PreparedCall } from '../../../../../nodes/Vapi/call/placing/preparedCall.ts';
import { PLAIN } from './plainCall.mts';

const RUNS = { numRuns: 500, seed: 20_260_820 };

/** Few values, so that numbers, names and variables meet often. */
const optional = <T,>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const person = fc.record({
	number: fc.constantFrom('+15555550101', '+15555550102', '+15555550103'),
	name: optional(fc.constantFrom('Anna', 'Ben')),
	extension: optional(fc.constantFrom('1', '2')),
	order: optional(fc.integer({ min: 1, max: 3 })),
});
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;

const withoutUnset = (object: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const callOf = ({ order, ...customer }: Person, itemIndex: number): PreparedCall => ({
	...PLAIN,
	itemIndex,
	body: {
		assistantId: 'agent',
		customer: withoutUnset(customer),
		...(order === undefined ? {} : { assistantOverrides: { variableValues: { order } } }),
	},
});

/** A batch, whom Vapi accepts of it, in which order it answers, and what it adds of its own. */
const situation = fc
	.array(fc.record({ person, accepted: fc.boolean() }), { minLength: 1, maxLength: 12 })
	.chain((entries) => {
		const all = entries.map((_, index) => index);
		const whole = { minLength: all.length, maxLength: all.length };
		return fc.record({
			entries: fc.constant(entries),
			order: fc.shuffledSubarray(all, whole),
			dropped: fc.subarray(all),
			checked: fc.boolean(),
		});
	});
type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

/** Vapi's answer; `asked` says which item each part of it is about. */
function answerTo({ entries, order, checked }: Situation, said: number[]) {
	const calls = entries.map((entry, index) => callOf(entry.person, index));
	const request = requestOf(calls);
	const customers = request.customers as IDataObject[];
	const added = checked ? { numberE164CheckEnabled: true } : {};
	const results: IDataObject[] = [];
	const errors: IDataObject[] = [];
	for (const index of order.filter((each) => said.includes(each))) {
		const { assistantOverrides, ...customer } = customers[index] as IDataObject;
		const overrides = assistantOverrides ?? request.assistantOverrides;
		if (entries[index]?.accepted) {
			results.push({
				id: `call-${index}`,
				customer: { ...customer, ...added },
				...(overrides === undefined ? {} : { assistantOverrides: overrides }),
			});
		} else {
			errors.push({ customer: customers[index] as IDataObject, error: `no-${index}` });
		}
	}
	return { targets: calls.flatMap(({ body }) => targetsOf(body)), answer: { results, errors } };
}

const indexOf = (text: unknown) => Number(String(text).split('-')[1]);

/** The item that a part of the answer is about. */
const aboutOf = (dealt: ReturnType<typeof dealAnswer>[number]) =>
	dealt && indexOf('call' in dealt ? dealt.call.id : dealt.refused.error);

it('gives each item an answer about somebody just like its own, whatever the order', () => {
	fc.assert(
		fc.property(situation, (given) => {
			const { targets, answer } = answerTo(given, given.order);
			const dealt = dealAnswer(answer, targets).map(aboutOf);
			expect([...dealt].sort((a, b) => a! - b!)).toEqual(given.entries.map((_, index) => index));
			dealt.forEach((about, index) => {
				expect(given.entries[about!]?.person).toEqual(given.entries[index]?.person);
			});
			expect(unmatchedCalls(answer, dealAnswer(answer, targets))).toEqual([]);
		}),
		RUNS,
	);
});

it('never gives one answer twice, nor anybody a call to another number, nor loses one', () => {
	fc.assert(
		fc.property(situation, (given) => {
			const said = given.order.filter((index) => !given.dropped.includes(index));
			const { targets, answer } = answerTo(given, said);
			const dealt = dealAnswer(answer, targets);
			const about = dealt.map(aboutOf).filter((index) => index !== undefined);
			expect(new Set(about).size).toBe(about.length);
			expect(about).toHaveLength(said.length);
			dealt.forEach((each, index) => {
				if (each === undefined) return;
				const { number } = given.entries[aboutOf(each)!]!.person;
				expect(number).toBe(given.entries[index]?.person.number);
			});
		}),
		RUNS,
	);
});

it('goes by order among items that are the same in everything', () => {
	const same = (index: number) => callOf({ number: '+15555550101' } as Person, index);
	const targets = [0, 1, 2].flatMap((index) => targetsOf(same(index).body));
	const results = ['a', 'b'].map((id) => ({ id, customer: { number: '+15555550101' } }));
	expect(dealAnswer({ results, errors: [] }, targets)).toEqual([
		{ call: results[0] },
		{ call: results[1] },
		undefined,
	]);
});

it('does not guess by order where calls and refusals are left, and keeps the calls', () => {
	const targets = targetsOf({ customers: [{ number: '+15555550101' }, { number: '+15555550102' }] });
	const answer = { results: [{ id: 'call' }], errors: [{ error: 'no' }] };
	const dealt = dealAnswer(answer, targets);
	expect(dealt).toEqual([undefined, undefined]);
	expect(unmatchedCalls(answer, dealt)).toEqual([{ id: 'call' }]);
	expect(unmatchedCalls('broken', dealt)).toEqual([]);
});
