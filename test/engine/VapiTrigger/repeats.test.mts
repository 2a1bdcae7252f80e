import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sandboxCredentials } from '../harness/index.mts';
import { useListener } from './listener.mts';
import { byBearer, byHmac, bySecret, post, secret, signed } from './webhookRequests.mts';
import type { Headers } from './webhookRequests.mts';

const listener = useListener();
const keys = { url: 'http://127.0.0.1:1', privateKey: 'unused', publicKey: '' };

const call = { id: 'call-1' };
const report = { type: 'end-of-call-report', timestamp: 1_760_000_000_000, endedReason: 'voicemail', call };
const ended = { type: 'status-update', status: 'ended', timestamp: 1_760_000_000_000, call };
const campaign = { type: 'campaign.event', campaignId: 'c1', eventType: 'contact.completed', data: { position: 1 } };

async function listen(parameters: INodeParameters = {}, credentials: IDataObject = {}) {
	return await listener.listen({
		credentials: { ...sandboxCredentials(keys), ...credentials } as never,
		nodes: [
			{
				name: 'Trigger',
				type: 'n8n-nodes-vapi.vapiTrigger',
				parameters: { events: ['*'], acceptFrom: 'anyone', ...parameters },
			},
		],
	});
}

const send = async (url: string, message: IDataObject, headers: Headers = {}) =>
	await post(url, JSON.stringify({ message }), headers);

describe('what Vapi sends twice is answered twice and starts one execution', () => {
	test.each<[string, IDataObject, IDataObject]>([
		['a report', report, report],
		['a report with other contents at the same time', report, { ...report, cost: 0.3 }],
		['a report without a time', { ...report, timestamp: undefined }, { ...report, timestamp: undefined }],
		['a report without a call', { type: report.type, summary: 'x' }, { type: report.type, summary: 'x' }],
		['a status', ended, ended],
		['a status that names its call outside', { ...ended, call: {}, callId: 'c' }, { ...ended, callId: 'c', call: {} }],
		['an event of a campaign', campaign, campaign],
	])('%s', async (_what, first, second) => {
		const { url, executions } = await listen();
		expect(await send(url, first)).toEqual({ status: 200, text: '{}' });
		expect(await send(url, second)).toEqual({ status: 200, text: '{}' });
		expect(executions).toHaveLength(1);
	});

	test.each<[string, IDataObject, () => Headers]>([
		['a secret', bySecret, () => ({ 'x-vapi-secret': secret })],
		['a token', byBearer, () => ({ authorization: `Bearer ${secret}` })],
		['a signature that is made anew', byHmac, () => signed(JSON.stringify({ message: report }), String(Date.now()))],
	])('whatever it is checked by: %s', async (_how, credentials, headers) => {
		const { url, executions } = await listen({ acceptFrom: 'vapi' }, credentials);
		for (let sent = 0; sent < 3; sent++) expect((await send(url, report, headers())).status).toBe(200);
		expect(executions).toHaveLength(1);
	});

	test('at the same moment', async () => {
		const { url, executions } = await listen();
		const answers = await Promise.all(Array.from({ length: 20 }, async () => await send(url, report)));
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		expect(executions).toHaveLength(1);
	});
});

describe('what is not the same starts an execution each', () => {
	test.each<[string, IDataObject, IDataObject]>([
		['reports of two calls', report, { ...report, call: { id: 'call-2' } }],
		['reports of two times', report, { ...report, timestamp: report.timestamp + 1 }],
		['two statuses of a moment', ended, { ...ended, status: 'in-progress' }],
		['a status without a time, of two contents', { ...ended, timestamp: undefined }, { ...ended, timestamp: undefined, endedReason: 'x' }],
		['events of two contacts', campaign, { ...campaign, data: { position: 2 } }],
		['two kinds of events of a contact', campaign, { ...campaign, eventType: 'contact.dialed' }],
		['tool calls, which a workflow answers each time', { type: 'tool-calls', call }, { type: 'tool-calls', call }],
		['what is said twice', { type: 'transcript', call }, { type: 'transcript', call }],
		['an event that nobody knows yet', { type: 'new.event', call }, { type: 'new.event', call }],
	])('%s', async (_what, first, second) => {
		const { url, executions } = await listen();
		await send(url, first);
		await send(url, second);
		expect(executions).toHaveLength(2);
	});

	test('reports in two workflows', async () => {
		for (let workflow = 0; workflow < 2; workflow++) {
			const { url, executions } = await listen();
			await send(url, report);
			expect(executions).toHaveLength(1);
		}
	});

	test('reports where repeats are allowed', async () => {
		const { url, executions } = await listen({ options: { allowRepeats: true } });
		await send(url, report);
		await send(url, report);
		expect(executions).toHaveLength(2);
	});

	test('a report after one that a filter held back under the same name', async () => {
		const { url, executions } = await listen({ filters: { callType: ['webCall'] } });
		await send(url, report);
		await send(url, { ...report, call: { ...call, type: 'webCall' } });
		expect(executions).toHaveLength(1);
	});
});
