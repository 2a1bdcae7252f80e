import fc from 'fast-check';

import { bodyOf } from '../../../../../nodes/Vapi/call/create/callBody.ts';
import { readCallForm } from '../../../../../nodes/Vapi/call/create/callForm.ts';
import { refusalOf } from '../../../refusal.mts';
import type { Parameters } from '../../reader.mts';
import { added, createReader, nameInCreate } from '../../reader.mts';

const ASSISTANT = '5b0a4a08-133c-4146-9315-0984f8c6be80';
const NUMBER = '9d2f6a5e-3a53-4a6f-8c3f-27d5b1a0f4c2';
const CALL = {
	callType: 'phone',
	agent: 'assistant',
	assistantId: { value: ASSISTANT },
	phoneNumberId: { value: NUMBER },
	to: '+15555550123',
};
/** The request of a form, whose optional fields are given by the last part of their names. */
const build = (more: Parameters = {}, fields: Parameters = {}) => {
	const parameters = { ...CALL, ...added(fields), ...more };
	return bodyOf(readCallForm(createReader(parameters)), {}, nameInCreate);
};

describe('The request of a phone call', () => {
	test('holds what is set and nothing else', () => {
		expect(build()).toEqual({
			assistantId: ASSISTANT,
			phoneNumberId: NUMBER,
			customer: { number: '+15555550123' },
		});
	});

	test('has customer, name and schedule in their places', () => {
		expect(
			build(
				{},
				{
					callName: 'Reminder',
					customerName: 'Ada',
					customerEmail: 'ada@example.com',
					numberE164CheckEnabled: false,
					scheduleEarliestAt: '2030-01-31T09:00:00.000Z',
				},
			),
		).toEqual({
			assistantId: ASSISTANT,
			phoneNumberId: NUMBER,
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
		const behind = { to: '+15555550123 ext. 12' };
		const both = { number: '+15555550123', extension: '12' };
		expect(build(behind).customer).toEqual(both);
		expect(build(behind, { customerExtension: '12' }).customer).toEqual(both);
		expect(build({}, { customerExtension: '34' }).customer).toEqual({
			number: '+15555550123',
			extension: '34',
		});
		expect(refusalOf(() => build(behind, { customerExtension: '34' })).message).toBe(
			"'To' ends in extension 12, and 'Customer Extension' says 34",
		);
	});

	test('sends a SIP address as such', () => {
		expect(build({ to: 'sip:a@b.example' }).customer).toEqual({
			sipUri: 'sip:a@b.example',
		});
	});
});

describe('The request of a WebSocket call', () => {
	const session = { callType: 'websocket', to: undefined, phoneNumberId: undefined };
	const transportOf = ({ format, sampleRate }: Parameters = {}) =>
		build(session, { audioEncoding: format, audioSampleRate: sampleRate });

	test('has a transport and neither end of a phone line', () => {
		expect(transportOf()).toEqual({ assistantId: ASSISTANT, transport: { provider: 'vapi.websocket' } });
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

describe('Additional Body', () => {
	test('is merged last, over the form and over Assistant Overrides', () => {
		const body = build(
			{
				'additionalFields.metadata': { values: [{ name: 'from', value: 'form' }] },
				'additionalFields.assistantOverrides': {
					firstMessage: 'overrides',
					metadata: { more: 'overrides' },
				},
				'additionalFields.additionalBody': {
					customer: { name: 'body' },
					assistantOverrides: { firstMessage: 'body', metadata: { most: 'body' } },
					phoneNumberId: null,
					phoneNumber: { twilioPhoneNumber: '+15555550199' },
				},
			},
			{ customerName: 'Form', firstMessage: 'form', endCallMessage: 'form' },
		);
		expect(body).toEqual({
			assistantId: ASSISTANT,
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
		const value = fc.option(fc.stringMatching(/^[a-z]{1,9}$/), { nil: undefined });
		fc.assert(
			fc.property(value, value, value, (form, overrides, additional) => {
				const body = build({
					'additionalFields.firstMessage': form,
					'additionalFields.assistantOverrides': overrides && { firstMessage: overrides },
					'additionalFields.additionalBody': additional && {
						assistantOverrides: { firstMessage: additional },
					},
				});
				const expected = additional ?? overrides ?? form;
				expect(body.assistantOverrides).toEqual(
					expected === undefined ? undefined : { firstMessage: expected },
				);
			}),
		);
	});
});
