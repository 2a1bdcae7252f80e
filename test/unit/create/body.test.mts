import fc from 'fast-check';

import { type CreateInput, bodyOf } from '../../../nodes/Vapi/call/create/callBody.ts';
import { names } from './names.mts';
import { refusalOf, refuse } from './refusal.mts';

const INPUT: CreateInput = {
	callType: 'phone',
	agent: { kind: 'assistant', assistantId: 'a1' },
	overrides: { settings: {} },
	phoneNumberId: 'p1',
	destination: { number: '+15555550123' },
	customer: {},
};
const build = (input: Partial<CreateInput> = {}) =>
	bodyOf({ ...INPUT, ...input }, {}, names, refuse);

describe('The request of a phone call', () => {
	test('holds what is set and nothing else', () => {
		expect(build()).toEqual({
			assistantId: 'a1',
			phoneNumberId: 'p1',
			customer: { number: '+15555550123' },
		});
	});

	test('has customer, name and schedule in their places', () => {
		expect(
			build({
				customer: { name: 'Ada', email: 'ada@example.com', numberE164CheckEnabled: false },
				name: 'Reminder',
				earliestAt: '2030-01-31T09:00:00.000Z',
			}),
		).toEqual({
			assistantId: 'a1',
			phoneNumberId: 'p1',
			name: 'Reminder',
			customer: {
				number: '+15555550123',
				name: 'Ada',
				email: 'ada@example.com',
				numberE164CheckEnabled: false,
			},
			schedulePlan: { earliestAt: '2030-01-31T09:00:00.000Z' },
		});
	});

	test('takes the extension from the number or from its field', () => {
		const destination = { number: '+15555550123', extension: '12' };
		const customerOf = (input: Partial<CreateInput>) => build(input).customer;
		expect(customerOf({ destination })).toEqual(destination);
		expect(customerOf({ destination, customer: { extension: '12' } })).toEqual(destination);
		expect(customerOf({ customer: { extension: '34' } })).toEqual({
			number: '+15555550123',
			extension: '34',
		});
		expect(
			refusalOf(() => build({ destination, customer: { extension: '34' } })).message,
		).toContain('extension 12');
	});

	test('sends a SIP address as such', () => {
		expect(build({ destination: { sipUri: 'sip:a@b.example' } }).customer).toEqual({
			sipUri: 'sip:a@b.example',
		});
	});
});

describe('The request of a WebSocket call', () => {
	const transportOf = (audioFormat?: CreateInput['audioFormat']) =>
		build({ callType: 'websocket', destination: undefined, audioFormat });

	test('has a transport and neither end of a phone line', () => {
		expect(transportOf()).toEqual({ assistantId: 'a1', transport: { provider: 'vapi.websocket' } });
	});

	test.each([
		[{ sampleRate: 24000 }, { format: 'pcm_s16le', sampleRate: 24000 }],
		[{ format: 'mulaw' }, { format: 'mulaw', sampleRate: 8000 }],
		[{ format: 'pcm_s16le' }, { format: 'pcm_s16le', sampleRate: 16000 }],
		[
			{ format: 'mulaw', sampleRate: 16000 },
			{ format: 'mulaw', sampleRate: 16000 },
		],
	])('completes the audio format %j', (audioFormat, complete) => {
		expect(transportOf(audioFormat).transport).toEqual({
			provider: 'vapi.websocket',
			audioFormat: { ...complete, container: 'raw' },
		});
	});
});

describe('The request of a web call', () => {
	test('holds only the agent', () => {
		expect(
			build({
				callType: 'web',
				name: 'x',
				earliestAt: '2030-01-01T00:00:00Z',
				customer: { name: 'Ada' },
			}),
		).toEqual({ assistantId: 'a1' });
	});
});

describe('Additional Body', () => {
	test('is merged last, over the form and over Assistant Overrides', () => {
		const body = build({
			customer: { name: 'Form' },
			overrides: {
				settings: { firstMessage: 'form', endCallMessage: 'form' },
				metadata: { from: 'form' },
				json: { firstMessage: 'overrides', metadata: { more: 'overrides' } },
			},
			additionalBody: {
				customer: { name: 'body' },
				assistantOverrides: { firstMessage: 'body', metadata: { most: 'body' } },
				phoneNumberId: null,
				phoneNumber: { twilioPhoneNumber: '+15555550199' },
			},
		});
		expect(body).toEqual({
			assistantId: 'a1',
			phoneNumberId: null,
			phoneNumber: { twilioPhoneNumber: '+15555550199' },
			customer: { number: '+15555550123', name: 'body' },
			assistantOverrides: {
				firstMessage: 'body',
				endCallMessage: 'form',
				metadata: { from: 'form', more: 'overrides', most: 'body' },
			},
		});
	});

	test('wins at every place, then Assistant Overrides, then the form', () => {
		const value = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
		fc.assert(
			fc.property(value, value, value, (form, overrides, additional) => {
				const body = build({
					overrides: {
						settings: { firstMessage: form },
						json: overrides === undefined ? undefined : { firstMessage: overrides },
					},
					additionalBody:
						additional === undefined
							? undefined
							: { assistantOverrides: { firstMessage: additional } },
				});
				const expected = additional ?? overrides ?? form;
				expect(body.assistantOverrides).toEqual(
					expected === undefined ? undefined : { firstMessage: expected },
				);
			}),
		);
	});
});
