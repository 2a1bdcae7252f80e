import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { eventOptions } from '../../../../nodes/VapiTrigger/eventOptions.ts';
import { needsAnswer } from '../../../../nodes/shared/vapi/events.ts';
import { itemsFor } from '../../../../nodes/VapiTrigger/output/eventItems.ts';
import { eventOutput } from '../../../../nodes/VapiTrigger/output/eventOutput.ts';
import { base, call, report } from '../messages.mts';

const SIMPLE = { mode: 'simple', fields: [], includeMessage: false } as const;
const simplified = (message: IDataObject) => eventOutput(message, SIMPLE);

const events = eventOptions.map(({ value }) => String(value));
const common = {
	callId: call.id,
	customerNumber: '+15555550123',
	timestamp: '2025-10-09T08:53:20.000Z',
};

describe('a simplified message', () => {
	test('of a finished call', () => {
		expect(simplified(report)).toEqual({
			event: 'end-of-call-report',
			callId: call.id,
			customerNumber: '+15555550123',
			outcome: 'answered',
			summary: 'The customer booked a table.',
			durationSeconds: 61,
			recordingUrl: null,
			metadata: null,
			transcript: 'AI: Hello\nUser: A table for two, please',
			structuredOutputs: { Guests: 2, '1e4d': { day: 'Friday' } },
		});
	});

	test.each<[string, object, object]>([
		[
			'status-update',
			{ status: 'ended', endedReason: 'customer-busy' },
			{
				status: 'ended',
				outcome: 'busy',
				endedReason: 'customer-busy',
				assistantRequestError: null,
				destination: null,
			},
		],
		[
			'transcript',
			{ role: 'user', transcriptType: 'final', transcript: 'Hello' },
			{ role: 'user', transcriptType: 'final', transcript: 'Hello' },
		],
		[
			'conversation-update',
			{
				messagesOpenAIFormatted: [
					{ role: 'system', content: 'Be kind' },
					{ role: 'assistant', content: 'Hello' },
					{ role: 'user', content: 'A table for two' },
					{ role: 'tool', content: '{}' },
				],
			},
			{ role: 'user', text: 'A table for two' },
		],
		[
			'knowledge-base-request',
			{ messages: [{ role: 'user', message: 'Opening hours?' }] },
			{ role: 'user', text: 'Opening hours?' },
		],
		[
			'phone-call-control',
			{ request: 'forward', destination: { type: 'number', number: '+15555550199' } },
			{ request: 'forward', destination: '+15555550199' },
		],
		[
			'transfer-update',
			{
				destination: { type: 'assistant', assistantName: 'Sales' },
				fromAssistant: { name: 'Reception' },
				toAssistant: { name: 'Sales' },
			},
			{ destination: 'Sales', fromAssistant: 'Reception', toAssistant: 'Sales' },
		],
		[
			'call.artifact.upload',
			{ artifacts: [{ type: 'log', success: true }, { type: 'pcap', success: false }] },
			{ uploaded: ['log'], notUploaded: ['pcap'] },
		],
		[
			'assistant-request',
			{ phoneNumber: { id: 'p-1', number: '+15555550100' }, customer: { name: 'Ada' } },
			{ customerName: 'Ada', phoneNumber: '+15555550100', phoneNumberId: 'p-1' },
		],
		[
			'chat.created',
			{ chat: { id: 'c-1', sessionId: 's-1', input: 'Hi', output: [{ content: 'Hello' }] } },
			{ chatId: 'c-1', sessionId: 's-1', assistantId: null, input: 'Hi', output: 'Hello' },
		],
		[
			'session.updated',
			{ session: { id: 's-1', status: 'completed', assistantId: 'a-1' } },
			{ sessionId: 's-1', status: 'completed', assistantId: 'a-1', name: null },
		],
		[
			'campaign.predial',
			{ campaignId: 'k-1', contact: { id: 'c-1', number: '+15555550177', name: 'Ada' } },
			{ customerNumber: '+15555550177', customerName: 'Ada', campaignId: 'k-1', contactId: 'c-1' },
		],
		['speech-update', { role: 'user', status: 'started' }, { role: 'user', status: 'started', turn: null }],
		['hang', {}, {}],
	])('of %s', (type, parts, fields) => {
		expect(simplified({ ...base, type, ...parts })).toEqual({
			event: type,
			...common,
			...fields,
		});
	});

	test('of an event that is not known has the common fields', () => {
		expect(simplified({ ...base, type: 'constructor' })).toEqual({
			event: 'constructor',
			...common,
		});
	});

	test('has at most ten fields and no value that is undefined, for every event', () => {
		fc.assert(
			fc.property(fc.constantFrom(...events), fc.dictionary(fc.string(), fc.jsonValue()), (type, parts) => {
				for (const { json } of itemsFor({ ...base, ...parts, type }, SIMPLE, 0)) {
					expect(Object.keys(json).length).toBeLessThanOrEqual(10);
					expect(Object.values(json)).not.toContain(undefined);
				}
			}),
		);
	});

	test('says until when Vapi waits, where it waits', () => {
		const withDeadline = events.filter((type) => {
			const [item] = itemsFor({ ...base, type }, SIMPLE, 0);
			return item?.json.answerBy !== undefined;
		});
		expect(withDeadline).toEqual(events.filter(needsAnswer));
		const [request] = itemsFor({ ...base, type: 'assistant-request' }, SIMPLE, 0);
		expect(request?.json.answerBy).toBe('1970-01-01T00:00:07.500Z');
	});

	test('makes way for the message itself', () => {
		expect(itemsFor(report, { ...SIMPLE, mode: 'raw' }, 0)).toEqual([{ json: { message: report } }]);
	});
});
