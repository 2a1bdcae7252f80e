import { setTimeout as delay } from 'node:timers/promises';
import { ASSISTANTS } from '../../sandbox/seed.mts';
import { importWorkflows } from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { LEGACY_N8N, PINNED_N8N } from '../../scripts/n8n/versions.mts';
import { place } from '../unit/sandbox/client.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { ended } from './executions.mts';
import { triggerWorkflow, type Json } from './triggerWorkflows.mts';

/** What the assistant has before anything is published. */
const original = {
	server: { url: 'https://crm.example.com/vapi', headers: { 'x-key': 'abc' }, timeoutSeconds: 33 },
	serverMessages: ['hang', 'transcript'],
};

/** How long 2.41 leaves a publication alone that a killed process had begun: 120 by default. */
const env = { N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '15' };

describe.each([PINNED_N8N, LEGACY_N8N])('registrations in a real n8n %s', (version) => {
	const isLegacy = version === LEGACY_N8N;
	let environment: Environment;
	let server: N8nServer;
	let n8n: RestClient;

	const assistant = () => environment.sandbox.state.assistants.get(ASSISTANTS.toolUser) as Json;
	const url = () => (assistant().server as { url: string }).url;
	const until = async (isSo: () => boolean) => {
		while (!isSo()) await delay(50);
	};

	const start = async () => {
		server = await startServer(environment.n8n, { env, ...(server && { port: server.port }) });
		n8n = await signIn(server.url);
	};

	const activate = async (id: string) => {
		const { versionId } = (await n8n.request('GET', `/workflows/${id}`)) as { versionId: string };
		await n8n.request('POST', `/workflows/${id}/activate`, { versionId });
	};
	const publish = async (id: string) => {
		await activate(id);
		await until(() => url().includes(`/webhook/${id}/`));
	};
	/** Ends when n8n has done it: 2.41 answers before it takes the triggers down. */
	const unpublish = async (id: string) => {
		await n8n.request('POST', `/workflows/${id}/deactivate`, {});
		if (isLegacy) return;
		for (let status = ''; status !== 'not_published'; await delay(50)) {
			const answer = await n8n.request('GET', `/workflows/${id}/publication-status`);
			({ status } = answer as { status: string });
		}
	};
	const enterCredential = async (data: Json) => {
		const { id, name, type } = environment.credential;
		const known = environment.credential.data as Json;
		Object.assign(known, data);
		await n8n.request('PATCH', `/credentials/${id}`, { name, type, data: known });
	};
	const expectOriginal = () => expect(assistant()).toMatchObject(original);

	beforeAll(async () => {
		environment = await prepare(version);
		const { credential } = environment;
		await importWorkflows(environment.n8n, [
			triggerWorkflow('first', credential, { registerOn: 'assistant' }),
			triggerWorkflow('second', credential, { registerOn: 'assistant', options: { takeOver: true } }),
			triggerWorkflow('by-hand', credential, { registerOn: 'none' }),
		]);
		await start();
	}, SETUP_TIMEOUT);

	beforeEach(() => {
		environment.sandbox.faults.clear();
		Object.assign(assistant(), structuredClone(original));
	});

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	it(
		'come back to the original after a take-over, the displaced workflow being unpublished first',
		async () => {
			await publish('first');
			await publish('second');
			await unpublish('first');
			expect(url()).toContain('/webhook/second/');
			await unpublish('second');
			expectOriginal();
		},
		RUN_TIMEOUT,
	);

	it(
		'that cannot be ended leave their workflow unpublished, say so in the log, and are ended next time',
		async () => {
			await publish('first');
			environment.sandbox.state.privateKey = 'new-key';
			await unpublish('first');
			await until(() =>
				server.output().includes(
					isLegacy
						? 'Could not remove webhooks of workflow "first" because of error: "The assistant'
						: 'External webhook deregistration failed for: "Vapi Trigger": The assistant',
				),
			);
			expect(server.output()).toContain('may still send its events to this workflow');
			expect((await fetch(url(), { method: 'POST' })).status).toBe(404);

			await enterCredential({ apiKey: 'new-key' });
			await publish('first');
			await unpublish('first');
			expectOriginal();
			const { privateKey } = environment.sandbox;
			environment.sandbox.state.privateKey = privateKey;
			await enterCredential({ apiKey: privateKey });
		},
		RUN_TIMEOUT,
	);

	it(
		'are ended although Vapi is away for a moment',
		async () => {
			await publish('first');
			// n8n 2.41 calls the hook three times.
			environment.sandbox.faults.add({ method: 'PATCH', kind: 'status', status: 503, times: 1 });
			await unpublish('first');
			if (isLegacy) {
				await publish('first');
				await unpublish('first');
			}
			expectOriginal();
		},
		RUN_TIMEOUT,
	);

	it.each([
		['publish', 'before'],
		['publish', 'after'],
		['unpublish', 'before'],
		['unpublish', 'after'],
	] as const)(
		'are ended by the next unpublishing where n8n was killed with -9 in the middle of: %s (%s Vapi had taken it)',
		async (during, when) => {
			const { sandbox } = environment;
			if (during === 'unpublish') await publish('first');
			sandbox.faults.add({ method: 'PATCH', kind: 'delay', ms: 2_000, when, times: 1 });
			const patches = () => sandbox.requests.filter(({ method }) => method === 'PATCH').length;
			const count = patches();
			const cutOff = (during === 'publish' ? activate : unpublish)('first').catch(() => undefined);
			await until(() => patches() > count);
			await server.kill();
			await cutOff;
			await start();
			if (during === 'publish') await publish('first');
			await unpublish('first');
			expectOriginal();
		},
		RUN_TIMEOUT,
	);

	it(
		'need nothing of the check in the credential, and without one it counts as it is now',
		async () => {
			await enterCredential({ webhookAuth: 'secret', webhookSecret: 'old-secret' });
			await publish('first');
			await activate('by-hand');
			const byHand = `${server.url}/webhook/by-hand/webhook`;
			const send = async (secret: string) => {
				const response = await fetch(byHand, {
					method: 'POST',
					headers: { 'content-type': 'application/json', 'x-vapi-secret': secret },
					body: JSON.stringify({ message: { type: 'hang' } }),
				});
				return response.status;
			};
			for (let status = 404; status === 404; await delay(50)) status = await send('wrong');
			expect([await send('old-secret'), await send('new-secret')]).toEqual([200, 401]);
			await enterCredential({ webhookSecret: 'new-secret' });
			expect([await send('old-secret'), await send('new-secret')]).toEqual([401, 200]);

			const callId = await place(environment.sandbox, '+15555550123', {
				assistantId: ASSISTANTS.toolUser,
			});
			const delivery = await environment.sandbox.send(callId, 'hang');
			expect(delivery?.attempts).toMatchObject([{ status: 200 }]);
			expect(await ended(n8n, 'first', 1)).toHaveLength(1);
			await unpublish('by-hand');
			await unpublish('first');
			expectOriginal();
		},
		RUN_TIMEOUT,
	);
});
