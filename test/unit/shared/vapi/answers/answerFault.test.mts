import { answerFault } from '../../../../../nodes/shared/vapi/answers/answerFault.ts';
import { errorAnswer } from '../../../../../nodes/shared/vapi/answers/question.ts';
import { ANSWERED_EVENTS } from '../../../../../nodes/shared/vapi/events.ts';

const calls = [
	{ toolCallId: 'call_1', name: 'look_up_order' },
	{ toolCallId: 'call_2', name: 'look_up_order' },
];
const fault = (type: string, answer: unknown) => answerFault({ type, calls }, answer);

/** For each question: answers that Vapi understands. */
const good: Record<string, unknown[]> = {
	'assistant-request': [{ assistantId: 'a' }, { squad: {} }, { destination: { type: 'sip' } }, { error: 'No' }],
	'call.endpointing.request': [{ timeoutSeconds: 0 }, { timeoutSeconds: 15 }],
	'campaign.predial': [{ eligible: true }, { eligible: false }],
	'function-call': [{ result: 'shipped' }, { result: { a: 1 } }, { error: 'No' }],
	'handoff-destination-request': [{ destination: { type: 'assistant' } }, { destination: {}, error: 'No' }],
	'knowledge-base-request': [{ documents: [] }, { documents: [{ content: 'x', similarity: 0.5 }] }, { message: {} }],
	'tool-calls': [
		{ results: [{ toolCallId: 'call_2', result: 'x' }, { toolCallId: 'call_1', error: 'y' }] },
		{ error: 'No' },
	],
	'transfer-destination-request': [{ destination: { type: 'number' } }, { error: 'No' }],
};

/** For each question: answers in which there is nothing for Vapi. */
const useless: Record<string, unknown[]> = {
	'assistant-request': [{ id: 'a' }],
	'call.endpointing.request': [{ timeoutSeconds: '1' }, { timeoutSeconds: 16 }, { timeoutSeconds: -1 }],
	'campaign.predial': [{ eligible: 'true' }, { eligible: 1 }, { eligible: null }],
	'function-call': [{ status: 'shipped' }],
	'handoff-destination-request': [{ destination: {} }, { assistantId: 'a' }],
	'knowledge-base-request': [{ documents: 'x' }],
	'tool-calls': [{ status: 'shipped' }, { results: {} }, { error: '' }],
	'transfer-destination-request': [{ destination: '+15555550123' }, { number: '+15555550123' }],
};

describe.each(ANSWERED_EVENTS)('the answer to %s', (type) => {
	test('is taken where Vapi understands it', () => {
		expect(good[type]?.length).toBeGreaterThan(0);
		for (const answer of good[type] ?? []) expect(fault(type, answer)).toBeUndefined();
	});

	test('is useless where nothing in it says anything to Vapi', () => {
		for (const answer of [{}, null, [], 'text', undefined, ...(useless[type] ?? [])]) {
			expect(fault(type, answer)).toMatchObject({ isUseless: true, text: expect.any(String) });
		}
	});

	test('that the trigger gives itself is understood', () => {
		const answer = errorAnswer({ type, calls }, 'It failed');
		if (answer !== undefined) expect(fault(type, answer)).toBeUndefined();
	});
});

test.each([
	['no entry', [{ toolCallId: 'call_1', result: 'x' }], 'no entry for the tool call call_2'],
	['an object', [{ toolCallId: 'call_1', result: {} }], 'no text as result or error of call_1'],
	['two lines', [{ toolCallId: 'call_1', result: 'a\nb' }], 'more than one line for call_1'],
])('results with %s are named, and sent as they are', (_what, results, text) => {
	expect(fault('tool-calls', { results })).toEqual({ text: `has ${text}`, isUseless: false });
});

test('a document without its similarity is named', () => {
	expect(fault('knowledge-base-request', { documents: [{ content: 'x' }] })?.isUseless).toBe(false);
});
