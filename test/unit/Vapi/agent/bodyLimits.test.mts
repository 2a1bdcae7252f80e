import type { ParameterRow } from '../../../../nodes/shared/engine/rows.ts';
import { checkBodyLimits } from '../../../../nodes/Vapi/agent/bodyLimits.ts';
import { refusalOf } from '../../refusal.mts';

const row = (displayName: string, path: string[], limits: Partial<ParameterRow>): ParameterRow => ({
	parameter: path.join('.'),
	displayName,
	in: 'body',
	path,
	type: 'string',
	custom: true,
	...limits,
});
const FIELDS = [
	row('Call Name', ['name'], { maxLength: 40 }),
	row('Customer Name', ['customer', 'name'], { maxLength: 40 }),
	row('Max Duration', ['assistantOverrides', 'maxDurationSeconds'], {
		minimum: 10,
		maximum: 43200,
	}),
	row('End Phrases', ['assistantOverrides', 'endCallPhrases'], { minLength: 2, maxLength: 140 }),
];
const check = (body: object) => checkBodyLimits(body as never, FIELDS);
const long = 'x'.repeat(41);

describe('Limits of the finished request', () => {
	test.each<[object, string]>([
		[{ name: long }, "'Call Name' has 41 characters, and Vapi takes 40"],
		[{ customer: { name: long } }, "'Customer Name' has 41 characters, and Vapi takes 40"],
		[{ customers: [{}, { name: long }] }, "'Customer Name' has 41 characters, and Vapi takes 40"],
		[
			{ squadOverrides: { maxDurationSeconds: 9 } },
			'\'Max Duration\' is "9", and Vapi takes at least 10 and at most 43200',
		],
		[
			{ assistant: { maxDurationSeconds: 43201 } },
			'\'Max Duration\' is "43201", and Vapi takes at least 10 and at most 43200',
		],
		[
			{ assistantOverrides: { endCallPhrases: ['bye', 'x'] } },
			"'End Phrases' has 1 characters, and Vapi wants 2",
		],
	])('%j is stopped', (body, message) => {
		expect(refusalOf(() => check(body)).message).toBe(message);
	});

	test.each<object>([
		{},
		{ name: 'x'.repeat(40), customer: null, assistantOverrides: { maxDurationSeconds: 10 } },
		{ assistantOverrides: { maxDurationSeconds: 43200, endCallPhrases: ['ok'] } },
		{ assistantOverrides: { maxDurationSeconds: null } },
	])('%j passes', (body) => {
		expect(() => check(body)).not.toThrow();
	});
});
