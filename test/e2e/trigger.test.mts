import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { ASSISTANTS, PHONE_NUMBERS, TOOLS } from '../../sandbox/seed.mts';
import { fillIn, readExample } from '../../scripts/examples.mts';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import type { WorkflowJson } from '../../scripts/n8n/workflow.mts';
import { place } from '../unit/sandbox/client.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';

const SLUGS = ['answer-a-tool-call', 'log-every-finished-call', 'route-an-inbound-call'] as const;

const selected = {
	assistantId: { id: ASSISTANTS.toolUser, name: 'Order status' },
	phoneNumberId: { id: PHONE_NUMBERS.noAssistant, name: 'Router line' },
	toolId: { id: TOOLS.lookUpOrder, name: 'look_up_order' },
};

/** As in n8n's own images; otherwise n8n adds stack traces to its answers. */
const production = { NODE_ENV: 'production' };

type Json = Record<string, unknown>;

/** The same workflow again, not published, which registers itself for a test. */
const listenerLike = (workflow: WorkflowJson): WorkflowJson & { id: string } => {
	const copy = structuredClone(workflow);
	const [trigger] = copy.nodes;
	trigger!.webhookId = '3f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a4cee';
	trigger!.parameters.options = { registerDuringTest: true };
	return { ...copy, id: 'test-listen', name: 'Test listen' };
};

const withoutDate = (entity: Json | undefined): Json => {
	const copy = structuredClone(entity ?? {});
	delete copy.updatedAt;
	return copy;
};

describe('published workflows in a real n8n', () => {
	let environment: Environment;
	let server: N8nServer;
	let n8n: RestClient;
	let before: Json[];

	/** Everything that the workflows register themselves on, as Vapi has it. */
	const registeredOn = (): Json[] => {
		const { assistants, phoneNumbers, tools } = environment.sandbox.state;
		return [
			assistants.get(ASSISTANTS.toolUser),
			phoneNumbers.get(PHONE_NUMBERS.noAssistant),
			tools.get(TOOLS.lookUpOrder),
		].map(withoutDate);
	};
	const urls = () => registeredOn().map((entity) => (entity.server as Json | undefined)?.url);
	const patches = () => environment.sandbox.requests.filter(({ method }) => method === 'PATCH');

	const restart = async () => {
		await server.stop();
		server = await startServer(environment.n8n, { port: server.port, env: production });
		n8n = await signIn(server.url);
	};

	beforeAll(async () => {
		environment = await prepare();
		before = registeredOn();
		const { id, name } = environment.credential;
		const workflows = await Promise.all(SLUGS.map(async (slug) => (await readExample(slug)).workflow));
		const filled = workflows.map((workflow, index) => ({
			...fillIn(workflow, { credential: { id, name }, selected }),
			id: SLUGS[index] as string,
		}));
		await importWorkflows(environment.n8n, [...filled, listenerLike(filled[0] as WorkflowJson)]);
		for (const slug of SLUGS) await publishWorkflow(environment.n8n, slug);
		server = await startServer(environment.n8n, { env: production });
		n8n = await signIn(server.url);
		while (patches().length < SLUGS.length) await delay(50);
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	/** How many executions of a workflow have ended, whatever came of them. */
	async function executions(slug: string): Promise<Array<{ status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: slug }));
		const { results } = (await n8n.request('GET', `/executions?filter=${filter}`)) as {
			results: Array<{ status: string; stoppedAt?: string }>;
		};
		return results.filter(({ stoppedAt }) => stoppedAt).map(({ status }) => ({ status }));
	}

	async function ended(slug: string, count: number) {
		for (;;) {
			const found = await executions(slug);
			if (found.length >= count) return found;
			await delay(50);
		}
	}

	it('are registered at Vapi under their production URLs', () => {
		for (const url of urls()) expect(url).toMatch(`${server.url}/webhook/`);
	});

	it(
		'answer a tool call of a call and log the report of its end',
		async () => {
			const { sandbox } = environment;
			const callId = await place(sandbox, '+15555550123', { assistantId: ASSISTANTS.toolUser });
			const delivery = await sandbox.toolCalls(callId, [
				{ id: 'call_1', name: 'look_up_order', arguments: { orderNumber: 'A-100' } },
				{ id: 'call_2', name: 'look_up_order', arguments: { orderNumber: 'Z-999' } },
			]);
			expect(delivery?.attempts).toMatchObject([{ status: 200 }]);
			expect(JSON.parse(delivery?.answer ?? '')).toEqual({
				results: [
					{ toolCallId: 'call_1', name: 'look_up_order', result: 'It was shipped yesterday.' },
					{ toolCallId: 'call_2', name: 'look_up_order', result: 'There is no such order.' },
				],
			});
			expect(delivery?.verdict).toEqual({ understood: true, reasons: [] });

			await sandbox.end(callId);
			await sandbox.settled();
			const report = sandbox.deliveries.find(
				(one) => one.type === 'end-of-call-report' && one.callId === callId,
			);
			expect(report?.attempts).toMatchObject([{ status: 200 }]);
			expect(await ended('log-every-finished-call', 1)).toEqual([{ status: 'success' }]);
			const tables = (await n8n.request('GET', '/data-tables-global')) as {
				data: Array<{ id: string; name: string; projectId: string }>;
			};
			const table = tables.data.find(({ name }) => name === 'Vapi calls');
			const rows = (await n8n.request(
				'GET',
				`/projects/${table?.projectId}/data-tables/${table?.id}/rows`,
			)) as { data: Json[] };
			expect(rows.data).toMatchObject([
				{ callId, customerNumber: '+15555550123', outcome: 'answered' },
			]);
		},
		RUN_TIMEOUT,
	);

	it(
		'route an inbound call by the number of the caller',
		async () => {
			const { sandbox } = environment;
			const ring = async (from: string) => {
				const { id } = await sandbox.inbound({ phoneNumberId: PHONE_NUMBERS.noAssistant, from });
				const delivery = sandbox.deliveries.find(
					(one) => one.type === 'assistant-request' && one.callId === id,
				);
				expect(delivery?.verdict).toEqual({ understood: true, reasons: [] });
				return JSON.parse(delivery?.answer ?? '') as Json;
			};
			expect(await ring('+15555550166')).toEqual({
				assistantId: ASSISTANTS.toolUser,
				assistantOverrides: { variableValues: { callerNumber: '+15555550166' } },
			});
			expect(await ring('+15555550177')).toEqual({
				error: 'This line is for customers. Please call our main number.',
			});
			expect(await ended('route-an-inbound-call', 2)).toEqual([
				{ status: 'success' },
				{ status: 'success' },
			]);
		},
		RUN_TIMEOUT,
	);

	it(
		'turn forged and broken requests away without a trace',
		async () => {
			const [, url = ''] = urls() as string[];
			const count = (await executions('route-an-inbound-call')).length;
			const post = async (body: string | Buffer, headers: Record<string, string> = {}) => {
				const answer = await request(url, {
					method: 'POST',
					body,
					headers: { 'content-type': 'application/json', ...headers },
				});
				return { status: answer.statusCode, text: await answer.body.text() };
			};
			const { headers } = registeredOn()[1]?.server as { headers: Record<string, string> };
			const answers = {
				forged: await post('{"message":{"type":"assistant-request"}}'),
				forgedAgain: await post('{}', { 'x-n8n-vapi-secret': 'guess' }),
				notJson: await post('{"message":', headers),
				empty: await post('', headers),
				list: await post('[]', headers),
				noType: await post('{"message":{}}', headers),
				deep: await post(
					`{"message":{"type":"assistant-request","call":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
					headers,
				),
				tooLarge: await post(Buffer.alloc(17 * 1024 * 1024, ' '), headers),
				unknown: await post('{"message":{"type":"something.new"}}', headers),
			};
			const statuses = Object.fromEntries(
				Object.entries(answers).map(([name, { status }]) => [name, status]),
			);
			expect(statuses).toEqual({
				forged: 401,
				forgedAgain: 401,
				notJson: 422,
				empty: 400,
				list: 400,
				noType: 400,
				deep: 400,
				tooLarge: 500,
				unknown: 200,
			});
			for (const { text } of Object.values(answers)) expect(text).not.toMatch(/\bat .*:\d+:\d+/);
			expect(await executions('route-an-inbound-call')).toHaveLength(count);
		},
		RUN_TIMEOUT,
	);

	const listen = async () =>
		await n8n.request('POST', '/workflows/test-listen/run', {
			triggerToStartFrom: { name: 'Tool called' },
		});

	it('keep their events when another workflow is tested', async () => {
		const registered = registeredOn();
		await expect(listen()).rejects.toThrow('Another Vapi Trigger receives the events');
		expect(registeredOn()).toEqual(registered);
	});

	it(
		'survive a restart without registering anew',
		async () => {
			const registered = registeredOn();
			const count = patches().length;
			await restart();
			await delay(1_000);
			expect(patches()).toHaveLength(count);
			expect(registeredOn()).toEqual(registered);
		},
		RUN_TIMEOUT,
	);

	it(
		'leave everything as it was when they are unpublished',
		async () => {
			for (const slug of SLUGS) await n8n.request('POST', `/workflows/${slug}/deactivate`, {});
			// n8n answers first and takes the triggers down then.
			while (urls().some((url) => url !== undefined)) await delay(50);
			expect(registeredOn()).toEqual(before);
		},
		RUN_TIMEOUT,
	);

	it(
		'make room for a test, whose event comes by the test URL, and which puts back what was there',
		async () => {
			const { sandbox } = environment;
			expect(await listen()).toEqual({ waitingForWebhook: true });
			expect(urls()[2]).toMatch(`${server.url}/webhook-test/`);
			const callId = await place(sandbox, '+15555550123', { assistantId: ASSISTANTS.toolUser });
			const delivery = await sandbox.toolCalls(callId, [
				{ id: 'call_1', name: 'look_up_order', arguments: { orderNumber: 'A-101' } },
			]);
			expect(delivery?.attempts).toMatchObject([{ status: 200 }]);
			expect(JSON.parse(delivery?.answer ?? '')).toEqual({
				results: [{ toolCallId: 'call_1', name: 'look_up_order', result: 'It is being packed.' }],
			});
			while (urls()[2] !== undefined) await delay(50);
			expect(registeredOn()).toEqual(before);
		},
		RUN_TIMEOUT,
	);
});
