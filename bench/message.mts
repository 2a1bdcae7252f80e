import { endedCall } from '../sandbox/data/endedCall.mts';

/** A tool-calls message of the size that Vapi really sends (about 30 KB): it repeats the assistant. */
export function toolCallsMessage(): string {
	const call = endedCall(
		'f1000000-0000-4000-8000-000000000009',
		'+15555550123',
		'2026-01-16T10:02:00.000Z',
		'customer-ended-call',
	);
	const prompt = 'You are the receptionist of a small clinic. '.repeat(250);
	return JSON.stringify({
		message: {
			timestamp: 1_768_557_720_000,
			type: 'tool-calls',
			toolCallList: [
				{
					id: 'call_1',
					type: 'function',
					function: { name: 'look_up_order', arguments: { orderNumber: 'A-100' } },
				},
			],
			assistant: { name: 'Front desk', model: { messages: [{ role: 'system', content: prompt }] } },
			call: { ...call, assistant: { model: { messages: [{ role: 'system', content: prompt }] } } },
			customer: { number: '+15555550123' },
		},
	});
}
