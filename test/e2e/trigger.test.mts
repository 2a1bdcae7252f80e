import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery } from '../../sandbox/server.mts';
import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { place } from '../unit/sandbox/client.mts';
import { sendBroken } from './brokenRequests.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { ended, endedExecutions } from './executions.mts';
import { addTriggers, registeredOn, rowsOf, SLUGS } from './triggerWorkflows.mts';
import type { Json } from './triggerWorkflows.mts';

/** As in n8n's own images; otherwise n8n adds stack traces to its answers. */
const production = { NODE_ENV: 'production' };

describe('published workflows in a real n8n', () => {
	let environment: Environment;
	let server: N8nServer;
	let n8n: RestClient;
	let before: Json[];

	const registeredNow = () => registeredOn(environment.sandbox);
	const urls = () => registeredNow().map((entity) => (entity.server as Json | undefined)?.url);
	const patches = () => environment.sandbox.requests.filter(({ method }) => method === 'PATCH');

	const restart = async () => {
		await server.stop();
		server = await startServer(environment.n8n, { port: server.port, env: production });
		n8n = await signIn(server.url);
	};

	beforeAll(async () => {
		environment = await prepare();
		before = registeredNow();
		await addTriggers(environment);
		server = await startServer(environment.n8n, { env: production });
		n8n = await signIn(server.url);
		while (patches().length < SLUGS.length) await delay(50);
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

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
			// The report follows the end by the sandbox's clock, on a busy machine some time later.
			let report: Delivery | undefined;
			for (; report === undefined; await delay(20)) {
				report = sandbox.deliveries.find(
					(one) => one.type === 'end-of-call-report' && one.callId === callId,
				);
			}
			await sandbox.settled();
			expect(report?.attempts).toMatchObject([{ status: 200 }]);
			expect(await ended(n8n, 'log-every-finished-call', 1)).toEqual([{ status: 'success' }]);
			expect(await rowsOf(n8n, 'Vapi calls')).toMatchObject([
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
			expect(await ended(n8n, 'route-an-inbound-call', 2)).toEqual([
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
			const count = (await endedExecutions(n8n, 'route-an-inbound-call')).length;
			const { headers } = registeredNow()[1]?.server as { headers: Record<string, string> };
			const answers = await sendBroken(url, headers);
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
			expect(await endedExecutions(n8n, 'route-an-inbound-call')).toHaveLength(count);
		},
		RUN_TIMEOUT,
	);

	const listen = async () =>
		await n8n.request('POST', '/workflows/test-listen/run', {
			triggerToStartFrom: { name: 'Tool called' },
		});

	it('keep their events when another workflow is tested', async () => {
		const registered = registeredNow();
		await expect(listen()).rejects.toThrow('Another Vapi Trigger receives the events');
		expect(registeredNow()).toEqual(registered);
	});

	it(
		'survive a restart without registering anew',
		async () => {
			const registered = registeredNow();
			const count = patches().length;
			await restart();
			await delay(1_000);
			expect(patches()).toHaveLength(count);
			expect(registeredNow()).toEqual(registered);
		},
		RUN_TIMEOUT,
	);

	it(
		'leave everything as it was when they are unpublished',
		async () => {
			for (const slug of SLUGS) await n8n.request('POST', `/workflows/${slug}/deactivate`, {});
			// n8n answers first and takes the triggers down then.
			while (urls().some((url) => url !== undefined)) await delay(50);
			expect(registeredNow()).toEqual(before);
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
			expect(registeredNow()).toEqual(before);
		},
		RUN_TIMEOUT,
	);
});
