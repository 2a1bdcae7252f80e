import { setTimeout as delay } from 'node:timers/promises';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { freePort } from '../../scripts/n8n/ports.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { LEGACY_N8N, TESTED_N8N } from '../../scripts/n8n/versions.mts';
import { answeringWorkflow, pathOf } from './answeringWorkflow.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';

const toolCall = (id: string, orderNumber: string) => ({
	id,
	type: 'function',
	function: { name: 'look_up_order', arguments: { orderNumber } },
});

/** Two tool calls in one message, whose answer Vapi awaits for some seconds. */
const message = (timeoutSeconds: number) => ({
	message: {
		type: 'tool-calls',
		timestamp: Date.now(),
		call: { id: '7d2c8f0a-3b6e-4e0f-9f57-1c2d3e4f5a6b' },
		assistant: { server: { timeoutSeconds } },
		toolCallList: [toolCall('call_1', 'A1'), toolCall('call_2', 'B2')],
	},
});

const noResult = 'The workflow gave no result for this tool call';

describe.each(TESTED_N8N)('two tool calls of one message, in a real n8n %s', (version) => {
	let environment: Environment;
	let server: N8nServer;

	/** What a scenario answers to the message. */
	async function ask(scenario: string, timeoutSeconds = 20) {
		const response = await fetch(`${server.url}${pathOf(scenario)}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(message(timeoutSeconds)),
		});
		const text = await response.text();
		return { status: response.status, text };
	}

	/** The two entries of an answer, without what they have in common. */
	async function outcomes(scenario: string, timeoutSeconds?: number) {
		const { status, text } = await ask(scenario, timeoutSeconds);
		expect(status).toBe(200);
		const { results } = JSON.parse(text) as { results: Array<Record<string, string>> };
		return results.map(({ toolCallId, name, ...outcome }) => {
			expect(name).toBe('look_up_order');
			return { [toolCallId as string]: outcome };
		});
	}

	beforeAll(async () => {
		environment = await prepare(version);
		const { id, name } = environment.credential;
		const away = `http://127.0.0.1:${await freePort()}/`;
		await importWorkflows(environment.n8n, [answeringWorkflow(away, { id, name })]);
		await publishWorkflow(environment.n8n, 'answers');
		server = await startServer(environment.n8n, { env: { NODE_ENV: 'production' } });
		// n8n 2 publishes after its start.
		while ((await ask('empty')).status === 404) await delay(100);
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	it(
		'are answered with the error of the Code node that failed on one of them',
		async () => {
			expect(await outcomes('code')).toEqual([
				{ call_1: { result: '{"status":"here"}' } },
				{ call_2: { error: expect.stringContaining('The CRM is away') } },
			]);
		},
		RUN_TIMEOUT,
	);

	it(
		'are answered with the error of an HTTP Request node, as a text',
		async () => {
			const refused = { error: expect.stringMatching(/^[^{]*(refuse|ECONNREFUSED)/) };
			expect(await outcomes('http')).toEqual([{ call_1: refused }, { call_2: refused }]);
		},
		RUN_TIMEOUT,
	);

	it.each(['branches', 'joined', 'loop'])(
		'are answered together (%s)',
		async (scenario) => {
			expect(await outcomes(scenario)).toEqual([
				{ call_1: { result: 'Order A1' } },
				{ call_2: { result: 'Order B2' } },
			]);
		},
		RUN_TIMEOUT,
	);

	it(
		'are answered where the workflow fails, ends early, or takes too long',
		async () => {
			const both = (error: string) => [{ call_1: { error } }, { call_2: { error } }];
			// n8n 1.x ends the response of a workflow that failed as that of one that did well.
			const failed = version === LEGACY_N8N ? noResult : 'The workflow failed';
			expect(await outcomes('throws')).toEqual(both(failed));
			expect(await outcomes('empty')).toEqual(both(noResult));
			const late = 'The workflow had no result for this tool call in time';
			expect(await outcomes('slow', 2)).toEqual(both(late));
		},
		RUN_TIMEOUT,
	);

	it(
		'keep the result of one where the branch of the other fails',
		async () => {
			expect(await outcomes('throwsLater')).toEqual([
				{ call_1: { result: 'Order A1' } },
				{ call_2: { error: noResult } },
			]);
		},
		RUN_TIMEOUT,
	);
});
