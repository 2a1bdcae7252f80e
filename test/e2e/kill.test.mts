import { setTimeout as delay } from 'node:timers/promises';
import type { FaultRule } from '../../sandbox/faults.mts';
import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { deliver } from './deliver.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';

const ID = 'call-leads';
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Takes a list of leads over a webhook and calls them in one run of the Vapi node. */
const workflow = (credential: { id: string; name: string }) => ({
	id: ID,
	name: 'Call leads',
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			id: 'webhook',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0] as [number, number],
			webhookId: ID,
			parameters: { httpMethod: 'POST', path: ID, responseMode: 'onReceived' },
		},
		{
			id: 'leads',
			name: 'Leads',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			position: [200, 0] as [number, number],
			parameters: { fieldToSplitOut: 'body.leads' },
		},
		{
			id: 'vapi',
			name: 'Vapi',
			type: 'n8n-nodes-vapi.vapi',
			typeVersion: 1,
			position: [400, 0] as [number, number],
			credentials: { vapiApi: credential },
			parameters: {
				resource: 'call',
				operation: 'create',
				assistantId: byId(ASSISTANTS.leadQualifier),
				phoneNumberId: byId(PHONE_NUMBERS.main),
				to: '={{ $json.number }}',
			},
		},
	],
	connections: {
		Webhook: { main: [[{ node: 'Leads', type: 'main', index: 0 }]] },
		Leads: { main: [[{ node: 'Vapi', type: 'main', index: 0 }]] },
	},
});

/** What becomes of the POST in whose middle n8n is killed. */
const FATES: Array<[string, Pick<FaultRule, 'ms' | 'when'>]> = [
	['has accepted the call before the kill', { ms: 3_000, when: 'after' }],
	['accepts the call after the kill', { ms: 3_000, when: 'before' }],
];

interface Execution {
	id: string;
	status: string;
}

describe('n8n, killed with -9 in the middle of a POST', () => {
	let environment: Environment;
	let server: N8nServer;
	let n8n: RestClient;
	let round = 0;

	const start = async () => {
		server = await startServer(environment.n8n, server && { port: server.port });
		n8n = await signIn(server.url);
	};

	beforeAll(async () => {
		environment = await prepare();
		const { id, name } = environment.credential;
		await importWorkflows(environment.n8n, [workflow({ id, name })]);
		await publishWorkflow(environment.n8n, ID);
		await start();
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	async function crashed(): Promise<Execution> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: ID }));
		for (;;) {
			const { results } = (await n8n.request('GET', `/executions?filter=${filter}`)) as {
				results: Execution[];
			};
			const [latest] = results;
			if (latest?.status === 'crashed') return latest;
			await delay(100);
		}
	}

	it.each(FATES)(
		'%s: restarted and retried, it has dialed everybody once',
		async (_, fate) => {
			round += 1;
			const numbers = [1, 2, 3].map((lead) => `+1555555${2000 + round * 10 + lead}`);
			const { sandbox } = environment;
			sandbox.reset();
			const match = { number: numbers[1] ?? '' };
			sandbox.faults.add({ kind: 'delay', method: 'POST', path: '^/call$', match, ...fate });
			const posted = () =>
				sandbox.requests.filter(({ method, path }) => method === 'POST' && path === '/call').length;

			await deliver(server.url, ID, { leads: numbers.map((number) => ({ number })) });
			while (posted() < 2) await delay(5);
			await server.kill();
			await start();
			const { id } = await crashed();
			const dialed = () => sandbox.dials.map(({ number }) => number);
			while (dialed().length < 2) await delay(50);

			const retried = (await n8n.request('POST', `/executions/${id}/retry`, {
				loadWorkflow: false,
			})) as Execution;
			expect(retried.status).toBe('success');
			expect(dialed()).toEqual(numbers);
			const read = sandbox.requests
				.filter(({ method, path }) => method === 'GET' && path.startsWith('/call/'))
				.map(({ path }) => path);
			expect(read).toEqual(sandbox.dials.slice(0, 2).map(({ callId }) => `/call/${callId}`));
		},
		// The retry waits for what the list may show late.
		2 * RUN_TIMEOUT,
	);
});
