import type { IDataObject } from 'n8n-workflow';

import { itemsFor } from '../../../../nodes/VapiTrigger/output/eventItems.ts';
import { eventOutput } from '../../../../nodes/VapiTrigger/output/eventOutput.ts';
import { base, call } from '../messages.mts';

const READ = { mode: 'simple', fields: [] } as const;
const simplified = (message: IDataObject) => eventOutput(message, READ);
const selected = (message: IDataObject, ...fields: string[]) =>
	eventOutput(message, { mode: 'fields', fields });

const report = { ...base, type: 'end-of-call-report', endedReason: 'customer-ended-call' };
const URL = 'https://storage.example/call.wav';

/** Wherever a report has had its recording, now or before. */
const RECORDINGS: Record<string, IDataObject> = {
	'a signed link': { artifact: { presignedMonoUrl: URL, recordingUrl: 'https://private.example' } },
	'mono and combined': { artifact: { recording: { mono: { combinedUrl: URL } } } },
	'mono with a URL': { artifact: { recording: { mono: { url: URL } } } },
	'flat in the artifact': { artifact: { recordingUrl: URL } },
	'flat in the message': { recordingUrl: URL },
	'in the message, as an object': { recording: { mono: { combinedUrl: URL } } },
	'a text in the artifact': { artifact: { recording: URL } },
	'stereo alone': { artifact: { recording: { stereoUrl: URL } } },
	'stereo alone, flat': { artifact: { stereoRecordingUrl: URL } },
	'stereo alone, in the message': { stereoRecordingUrl: URL },
	'signed, stereo alone': { artifact: { presignedStereoUrl: URL } },
	'in the call': { call: { ...call, recordingUrl: URL } },
	"in the call's artifact": { call: { ...call, artifact: { recordingUrl: URL } } },
	'with empty places before it': {
		artifact: { recordingUrl: '', recording: { mono: {}, stereoUrl: null } },
		recordingUrl: URL,
	},
};

it.each(Object.entries(RECORDINGS))('a report gives its recording: %s', (_where, parts) => {
	expect(simplified({ ...report, ...parts }).recordingUrl).toBe(URL);
});

const said = [
	{ role: 'system', message: 'Be kind' },
	{ role: 'bot', message: 'Hello' },
	{ role: 'user', message: 'A table for two' },
];
const written = [
	{ role: 'assistant', content: 'Hello' },
	{ role: 'user', content: [{ type: 'text', text: 'A table for two' }] },
];

describe('a report', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['the summary in the artifact', { artifact: { summary: 'Booked' } }, { summary: 'Booked' }],
		['the summary in the call', { call: { ...call, analysis: { summary: 'Booked' } } }, { summary: 'Booked' }],
		['the summary beside an empty analysis', { analysis: {}, call: { ...call, analysis: { summary: 'Booked' } } }, { summary: 'Booked' }],
		['seconds in the call', { call: { ...call, duration: 125 } }, { durationSeconds: 125 }],
		['minutes', { durationMinutes: 0.5 }, { durationSeconds: 30 }],
		['milliseconds', { durationMs: 61_400 }, { durationSeconds: 61 }],
		['start and end in the call', { call: { ...call, startedAt: '2026-01-01T10:00:00Z', endedAt: '2026-01-01T10:00:09Z' } }, { durationSeconds: 9 }],
		['start in the message, end in the call', { startedAt: '2026-01-01T10:00:00Z', call: { ...call, endedAt: '2026-01-01T10:00:09Z' } }, { durationSeconds: 9 }],
		['messages without a transcript', { artifact: { transcript: '', messages: said } }, { transcript: 'AI: Hello\nUser: A table for two' }],
		['messages as a model has them', { artifact: { messagesOpenAIFormatted: written } }, { transcript: 'AI: Hello\nUser: A table for two' }],
		['the transcript in the call', { call: { ...call, transcript: 'AI: Hello' } }, { transcript: 'AI: Hello' }],
		['structured outputs in the call', { artifact: {}, call: { ...call, artifact: { structuredOutputs: { a: { name: 'Guests', result: 2 } } } } }, { structuredOutputs: { Guests: 2 } }],
		['structured data', { analysis: { structuredData: { a: 1 } } }, { structuredOutputs: { structuredData: { a: 1 } } }],
		['metadata of the call', { call: { ...call, assistantOverrides: { metadata: { lead: 7 } } } }, { metadata: { lead: 7 } }],
		['metadata of the assistant', { assistant: { metadata: { team: 'a' } } }, { metadata: { team: 'a' } }],
		['metadata of the customer', { call: { ...call, customer: { ...call.customer, assistantOverrides: { metadata: { lead: 7 } } } } }, { metadata: { lead: 7 } }],
	])('is read where it has %s', (_where, parts, expected) => {
		expect(simplified({ ...report, ...parts })).toMatchObject(expected);
	});

	it('loses nothing of its call to what the message does not have', () => {
		const whole = { ...call, cost: 0.1, startedAt: '2026-01-01T10:00:00Z', endedAt: '2026-01-01T10:00:09Z' };
		const absent = { cost: undefined, startedAt: null, endedAt: '', analysis: undefined, artifact: null };
		expect(selected({ ...report, ...absent, call: whole }, 'cost', 'startedAt', 'endedAt')).toMatchObject({
			cost: 0.1,
			startedAt: whole.startedAt,
			endedAt: whole.endedAt,
		});
	});

	it('gives what people log', () => {
		const message = {
			...report,
			startedAt: '2026-01-01T10:00:00Z',
			endedAt: '2026-01-01T10:00:09Z',
			assistant: { id: 'a-1', name: 'Reception' },
			phoneNumber: { id: 'p-1', number: '+15555550100' },
			customer: { number: '+15555550123', name: 'Ada' },
			artifact: { variableValues: { day: 'Friday' } },
		};
		const expected = {
			assistantId: 'a-1',
			assistantName: 'Reception',
			startedAt: message.startedAt,
			endedAt: message.endedAt,
			direction: 'inbound',
			phoneNumber: '+15555550100',
			phoneNumberId: 'p-1',
			customerName: 'Ada',
			variables: { day: 'Friday' },
		};
		expect(selected(message, ...Object.keys(expected))).toEqual({
			event: 'end-of-call-report',
			callId: call.id,
			...expected,
		});
	});
});

describe('what was said last', () => {
	it.each<[string, IDataObject]>([
		['conversation', { conversation: written }],
		['an empty list before a filled one', { messagesOpenAIFormatted: [], messages: said }],
		['a list without anything said before one', { messagesOpenAIFormatted: [said[0] ?? {}], messages: said }],
		['the artifact', { artifact: { messages: said } }],
		['the call', { call: { ...call, messages: said } }],
	])('is found in %s', (_where, parts) => {
		for (const type of ['conversation-update', 'knowledge-base-request', 'call.endpointing.request']) {
			expect(simplified({ ...base, type, ...parts })).toMatchObject({ role: 'user', text: 'A table for two' });
		}
	});
});

describe('an event says', () => {
	it.each<[string, IDataObject, string]>([
		['text', { assistantRequestError: 'No answer in time' }, 'No answer in time'],
		['an error under another name', { error: 'No answer in time' }, 'No answer in time'],
		['an object', { statusCode: 500, body: 'oops' }, '{"statusCode":500,"body":"oops"}'],
	])('why an assistant request failed: %s', (_shape, inboundPhoneCallDebuggingArtifacts, reason) => {
		const message = { ...base, type: 'status-update', status: 'ended', inboundPhoneCallDebuggingArtifacts };
		expect(simplified(message)).toMatchObject({ status: 'ended', assistantRequestError: reason });
	});

	it.each<[string, IDataObject]>([
		['parameters', { parameters: { to: 'Sales' } }],
		['the older function call', { functionCall: { parameters: { to: 'Sales' } } }],
		['a tool call', { toolCallList: [{ function: { arguments: { to: 'Sales' } } }] }],
		['a tool call with JSON text', { toolCalls: [{ function: { arguments: '{"to":"Sales"}' } }] }],
	])('what a handoff is asked with, by %s', (_where, parts) => {
		const type = 'handoff-destination-request';
		const message = { ...base, type, ...parts };
		const items = itemsFor(message, { ...READ, includeMessage: false }, 0);
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ event: type, parameters: { to: 'Sales' }, assistantName: null });
	});

	it('what a transfer is to be routed by', () => {
		const message = {
			...base,
			type: 'transfer-destination-request',
			assistant: { name: 'Reception' },
			phoneNumber: { number: '+15555550100' },
			functionCall: { parameters: { department: 'Sales' } },
			artifact: { messages: said, variableValues: { language: 'en' } },
		};
		expect(simplified(message)).toMatchObject({
			callId: call.id,
			customerNumber: '+15555550123',
			assistantName: 'Reception',
			phoneNumber: '+15555550100',
			parameters: { department: 'Sales' },
			text: 'A table for two',
			variables: { language: 'en' },
		});
	});

	it.each<[string, IDataObject]>([
		['newAssistant', { newAssistant: { id: 'a-1', name: 'Sales' }, assistant: { id: 'a-0', name: 'Reception' } }],
		['assistant', { assistant: { id: 'a-1', name: 'Sales' } }],
		['its call', { call: { ...call, assistantId: 'a-1', assistant: { name: 'Sales' } } }],
	])('which assistant has started, by %s', (_where, parts) => {
		const message = { ...base, type: 'assistant.started', ...parts };
		expect(simplified(message)).toMatchObject({ assistantId: 'a-1', assistantName: 'Sales' });
	});

	it.each([
		['speech-update', { status: 'started' }, 'started'],
		['session.updated', { session: { status: 'completed' } }, 'completed'],
		['transcript', { status: 'x' }, 'in-progress'],
	])('a status of its own or that of its call: %s', (type, parts, status) => {
		const message = { ...base, type, ...parts, call: { ...call, status: 'in-progress' } };
		expect(selected(message, 'status').status).toBe(status);
	});

	it('its piece of the transcript, not that of the whole call', () => {
		const artifact = { transcript: 'AI: Hello\nUser: Hi' };
		for (const type of ['transcript', 'transcript[transcriptType="final"]']) {
			expect(selected({ ...base, type, transcript: 'Hi', role: 'user', artifact }, 'transcript', 'text')).toMatchObject({
				event: type,
				transcript: 'Hi',
				text: 'Hi',
			});
		}
	});
});
