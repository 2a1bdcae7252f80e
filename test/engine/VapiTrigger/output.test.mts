import type { INodeParameters } from 'n8n-workflow';
import { sandboxCredentials } from '../harness/index.mts';
import { useListener } from './listener.mts';
import { bySecret, post, secret } from './webhookRequests.mts';

const keys = { url: 'http://127.0.0.1:1', privateKey: 'unused', publicKey: '' };
const listener = useListener();

const message = {
	type: 'end-of-call-report',
	endedReason: 'customer-ended-call',
	call: { id: 'call-1', type: 'inboundPhoneCall', cost: 0.1 },
	artifact: { recording: { mono: { combinedUrl: 'https://storage.example/call.wav' } } },
};

/** What comes out of the trigger for the message. */
async function outputOf(parameters: INodeParameters): Promise<unknown> {
	const { url, executions } = await listener.listen({
		credentials: { ...sandboxCredentials(keys), ...bySecret } as never,
		nodes: [
			{ name: 'Trigger', type: 'n8n-nodes-vapi.vapiTrigger', parameters: { events: [message.type], ...parameters } },
			{ name: 'Next', type: 'test.noOp' },
		],
	});
	await post(url, JSON.stringify({ message }), { 'x-vapi-secret': secret });
	return executions[0]?.json('Next')[0];
}

const selected = { event: message.type, callId: 'call-1', cost: 0.1, direction: 'inbound', squadId: null };
const fields = ['cost', 'direction', 'squadId'];

it.each<[string, INodeParameters, object]>([
	['the selected fields', { output: 'fields', fields }, selected],
	['the selected fields and the message', { output: 'fields', fields, options: { includeMessage: true } }, { ...selected, message }],
	['event and call alone', { output: 'fields', fields: [] }, { event: message.type, callId: 'call-1' }],
	['the message', { output: 'raw' }, { message }],
])('the trigger gives %s', async (_what, parameters, expected) => {
	expect(await outputOf(parameters)).toEqual(expected);
});

it('the trigger gives a recording without being told anything', async () => {
	expect(await outputOf({})).toMatchObject({ recordingUrl: 'https://storage.example/call.wav' });
});
