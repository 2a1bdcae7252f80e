import { checkBodyLimits } from '../../../../../nodes/Vapi/agent/bodyLimits.ts';
import { readCallForm } from '../../../../../nodes/Vapi/call/create/callForm.ts';
import { operation } from '../../../../../nodes/shared/generated/call/create.ts';
import { refusalOf } from '../../../refusal.mts';
import type { Parameters } from '../../reader.mts';
import { createReader, nameInCreate } from '../../reader.mts';
import { PLAIN } from '../placing/plainCall.mts';

const read = (parameters: Parameters) => readCallForm(createReader(parameters));

describe('The form', () => {
	const callTypes = ['phone', 'web', 'websocket'];
	const agents = ['assistant', 'squad', 'newAssistant', 'newSquad'];

	test.each(callTypes.flatMap((callType) => agents.map((agent) => [callType, agent])))(
		'left empty for a %s call by %s sets nothing',
		(callType, agent) => {
			const { agent: input, fields, destination, additionalBody } = read({ callType, agent });
			const { form, variableValues, metadata, overridesJson, assistantJson } = input;
			expect([form, fields]).toEqual([{ values: {}, partial: [] }, {}]);
			expect([destination, additionalBody]).toEqual([undefined, undefined]);
			expect([variableValues, metadata]).toEqual([{}, {}]);
			expect([overridesJson, assistantJson]).toEqual([undefined, undefined]);
		},
	);

	test('calls fields by their names on the screen', () => {
		for (const { parameter } of operation.fields) {
			expect(nameInCreate(parameter)).toMatch(/^[A-Z]/);
		}
		expect([nameInCreate('to'), nameInCreate('phoneNumberId')]).toEqual(['To', 'From']);
	});

	test('takes null for an empty cell, and drops white space around values', () => {
		const { fields, agent } = read({
			callType: 'phone',
			agent: 'assistant',
			'additionalFields.customerName': null,
			'additionalFields.customerEmail': ' ada@example.com\n',
			'additionalFields.customerExternalId': '  ',
			'additionalFields.webhookUrl': 'https://example.com/hook\r\n',
		});
		expect(fields).toEqual({ customer: { email: 'ada@example.com' } });
		expect(agent.form.values).toEqual({ server: { url: 'https://example.com/hook' } });
	});

	test('takes variables and metadata as rows and as JSON, which wins key by key', () => {
		const { agent } = read({
			callType: 'phone',
			agent: 'assistant',
			variables: { values: [{ name: 'a', value: 1 }] },
			'additionalFields.variablesJson': '{"a":2,"b":{"c":3}}',
			'additionalFields.metadata': { values: [{ name: 'crm.id', value: '7' }] },
		});
		expect(agent.variableValues).toEqual({ a: 2, b: { c: 3 } });
		expect(agent.metadata).toEqual({ 'crm.id': '7' });
	});

	test('left alone says that each item is dialed once, and how far a retry looks back', () => {
		const { options, output } = read({ callType: 'phone', agent: 'assistant' });
		expect({ options, output }).toEqual({ options: PLAIN.options, output: PLAIN.output });
	});

	test("reads a date without an offset in the workflow's time zone", () => {
		const { fields } = read({
			callType: 'phone',
			agent: 'assistant',
			'additionalFields.scheduleEarliestAt': '2031-01-31T09:00:00',
		});
		expect(fields).toEqual({ schedulePlan: { earliestAt: '2031-01-31T14:00:00.000Z' } });
	});

	test('refuses __proto__ in every JSON field', () => {
		const evil = '{"__proto__":{"admin":true}}';
		for (const [parameter, agent] of [
			['additionalFields.additionalBody', 'assistant'],
			['additionalFields.assistantOverrides', 'squad'],
			['additionalFields.metadataJson', 'assistant'],
			['additionalFields.variablesJson', 'assistant'],
			['additionalFields.assistantJson', 'newAssistant'],
			['newSquad', 'newSquad'],
		] as const) {
			const form = { callType: 'phone', agent, [parameter]: evil };
			expect(refusalOf(() => read(form)).message).toContain('__proto__');
		}
	});
});

describe("Limits of Vapi's document", () => {
	const check = (body: object) => checkBodyLimits(body as never, operation.fields);
	const text = (length: number) => 'x'.repeat(length);

	test.each<[object, object]>([
		[{ name: text(40) }, { name: text(41) }],
		[{ customer: { name: text(40) } }, { customer: { name: text(41) } }],
		[{ customer: { email: text(40) } }, { customer: { email: text(41) } }],
		[{ customer: { externalId: text(40) } }, { customer: { externalId: text(41) } }],
		[{ customer: { extension: text(10) } }, { customer: { extension: text(11) } }],
		[{ assistant: { name: text(40) } }, { assistant: { name: text(41) } }],
		[
			{ squadOverrides: { voicemailMessage: text(1000) } },
			{ squadOverrides: { voicemailMessage: text(1001) } },
		],
		[
			{ assistantOverrides: { endCallPhrases: ['ok', text(140)] } },
			{ assistantOverrides: { endCallPhrases: ['ok', text(141)] } },
		],
		[
			{ assistantOverrides: { maxDurationSeconds: 10 } },
			{ assistantOverrides: { maxDurationSeconds: 9 } },
		],
		[
			{ assistantOverrides: { maxDurationSeconds: 43200 } },
			{ assistantOverrides: { maxDurationSeconds: 43201 } },
		],
	])('%j fits, one more does not', (fits, over) => {
		expect(() => check(fits)).not.toThrow();
		expect(refusalOf(() => check(over)).wayOut).not.toBe('');
	});
});
