import { setTimeout as delay } from 'node:timers/promises';
import { fillIn, readExample } from '../../scripts/examples.mts';
import { importCredentials, importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { TESTED_N8N } from '../../scripts/n8n/versions.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { triggerWorkflow } from './triggerWorkflows.mts';

const slug = 'answer-an-api-request';
const SECRET = { 'x-vapi-secret': 'a-secret-of-this-test' };
/** Another published trigger, which did not choose API requests. */
const OTHER = '7d2c8f0a-3b6e-4e0f-9f57-1c2d3e4f5a6b';

describe.each(TESTED_N8N)('the API Request tool of the example, in a real n8n %s', (version) => {
	let environment: Environment;
	let server: N8nServer;
	let path: string;

	async function call(method: string, { query = '', body = undefined as unknown, headers = {}, at = path } = {}) {
		const response = await fetch(`${server.url}/webhook/${at}${query}`, {
			method,
			headers: { ...SECRET, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		return { status: response.status, text: await response.text() };
	}

	beforeAll(async () => {
		environment = await prepare(version);
		const checking = { id: 'vapiChecking', name: 'Checking', type: 'vapiApi' };
		await importCredentials(environment.n8n, [
			{
				...checking,
				data: { ...environment.credential.data, webhookAuth: 'secret', webhookSecret: SECRET['x-vapi-secret'] },
			},
		]);
		const { workflow } = await readExample(slug);
		path = `${workflow.nodes[0]?.webhookId}/api-request`;
		await importWorkflows(environment.n8n, [
			{ ...fillIn(workflow, { credential: checking }), id: slug },
			triggerWorkflow(OTHER, environment.credential, { acceptFrom: 'anyone' }),
		]);
		for (const id of [slug, OTHER]) await publishWorkflow(environment.n8n, id);
		server = await startServer(environment.n8n, { env: { NODE_ENV: 'production' } });
		// n8n 2 publishes after its start.
		while ((await call('GET', { headers: { 'x-vapi-secret': 'x' } })).status === 404) await delay(100);
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	it(
		'is answered by each method, with a body or a query',
		async () => {
			const shipped = { status: 200, text: '{"status":"It was shipped yesterday."}' };
			for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
				expect(await call(method, { body: { orderNumber: 'A-100' } })).toEqual(shipped);
			}
			for (const method of ['GET', 'DELETE']) {
				expect(await call(method, { query: '?orderNumber=A-100' })).toEqual(shipped);
			}
		},
		RUN_TIMEOUT,
	);

	it(
		'has failed where there is no such order',
		async () => {
			const none = { status: 404, text: '{"status":"There is no such order."}' };
			expect(await call('POST', { body: { orderNumber: 'Z-999' } })).toEqual(none);
			expect(await call('GET')).toEqual(none);
		},
		RUN_TIMEOUT,
	);

	it(
		'is not answered without the secret, nor where nobody chose it',
		async () => {
			const forged = { headers: { 'x-vapi-secret': 'guess' }, body: { orderNumber: 'A-100' } };
			expect((await call('POST', forged)).status).toBe(401);
			const elsewhere = await call('GET', { at: `${OTHER}/api-request` });
			expect(elsewhere).toEqual({
				status: 404,
				text: '{"message":"This workflow takes no requests of API Request tools"}',
			});
		},
		RUN_TIMEOUT,
	);
});
