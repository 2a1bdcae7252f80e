import type { IExecuteFunctions } from 'n8n-workflow';

import { fieldReader, namesIn } from '../../../nodes/Vapi/agent/fields.ts';
import { readInput } from '../../../nodes/Vapi/call/create/input.ts';
import { checkLimits } from '../../../nodes/Vapi/agent/bodyLimits.ts';
import { operation, properties } from '../../../nodes/shared/generated/call/create.ts';
import { refusalOf, refuse } from './refusal.mts';

const names = namesIn(properties);

/** Reads what a node holds whose parameters are these, dotted as n8n asks for them. */
function read(parameters: Record<string, unknown>) {
	const ctx = {
		getNode: () => ({ name: 'Vapi', type: 'vapi', typeVersion: 1, parameters: {} }),
		getTimezone: () => 'America/New_York',
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			parameters[name] ?? fallback,
	} as unknown as IExecuteFunctions;
	const field = fieldReader(ctx, 0, operation);
	return readInput({ ctx, itemIndex: 0, field, names, refuse });
}

describe('The form', () => {
	const callTypes = ['phone', 'web', 'websocket'];
	const agents = ['assistant', 'squad', 'newAssistant', 'newSquad'];

	test.each(callTypes.flatMap((callType) => agents.map((agent) => [callType, agent])))(
		'left empty for a %s call by %s sets nothing',
		(callType, agent) => {
			const { overrides, phoneNumberId, destination, additionalBody } = read({ callType, agent });
			const settings = Object.values(overrides.settings).filter((value) => value !== undefined);
			expect([settings, phoneNumberId, destination, additionalBody]).toEqual([
				[],
				undefined,
				undefined,
				undefined,
			]);
		},
	);

	test('calls fields by their names on the screen', () => {
		const known = [
			'agent',
			'assistantOverrides',
			'body',
			'callType',
			'defaultCountryCode',
			'earliestAt',
			'extension',
			'latestAt',
			'metadata',
			'model',
			'modelProvider',
			'numberE164CheckEnabled',
			'phoneNumberId',
			'serverUrl',
			'to',
			'transcriberProvider',
			'variableValues',
			'voiceId',
			'voiceProvider',
		];
		expect(known.filter((name) => names(name) === name)).toEqual([]);
		expect([names('to'), names('phoneNumberId')]).toEqual(['To', 'From']);
	});

	test('takes null for an empty cell, and drops white space around values', () => {
		const { customer, overrides } = read({
			callType: 'phone',
			agent: 'assistant',
			'additionalFields.customer.name': null,
			'additionalFields.customer.email': ' ada@example.com\n',
			'additionalFields.customer.externalId': '  ',
			'additionalFields.webhook.serverUrl': 'https://example.com/hook\r\n',
		});
		expect([customer.name, customer.email, customer.externalId]).toEqual([
			undefined,
			'ada@example.com',
			undefined,
		]);
		expect(overrides.settings.serverUrl).toBe('https://example.com/hook');
	});

	test("reads a date without an offset in the workflow's time zone", () => {
		const { earliestAt } = read({
			callType: 'phone',
			agent: 'assistant',
			'additionalFields.schedule.earliestAt': '2031-01-31T09:00:00',
		});
		expect(earliestAt).toBe('2031-01-31T14:00:00.000Z');
	});

	test('refuses __proto__ in every JSON field', () => {
		const evil = '{"__proto__":{"admin":true}}';
		for (const [parameter, agent] of [
			['additionalFields.advanced.body', 'assistant'],
			['additionalFields.advanced.assistantOverrides', 'squad'],
			['additionalFields.data.metadataJson', 'assistant'],
			['additionalFields.conversation.variableValuesJson', 'assistant'],
			['newAssistant.assistant', 'newAssistant'],
			['newSquad', 'newSquad'],
		] as const) {
			const form = { callType: 'phone', agent, [parameter]: evil };
			expect(refusalOf(() => read(form)).message).toContain('__proto__');
		}
	});
});

describe("Limits of Vapi's document", () => {
	const check = (body: object) => checkLimits(body as never, operation.fields, refuse);
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
		expect(refusalOf(() => check(over)).description).not.toBe('');
	});
});
