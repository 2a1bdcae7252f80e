import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CALLS } from '../../../sandbox/seed.mts';
import { runWorkflow, sandboxCredentials } from '../harness/index.mts';
import type { RunResult } from '../harness/index.mts';
import { byId, callParameters, runVapi, useSandbox } from '../support.mts';
import { deadUrl } from './deadUrl.mts';

const sandbox = useSandbox();

/** Everything that n8n stores or shows of an execution. */
function traces(result: RunResult): string {
	return JSON.stringify([result.saved, result.run, result.error, result.responses]);
}

describe('a request with this credential', () => {
	let foreign: Server;
	let foreignUrl: string;
	let received: IncomingHttpHeaders[];

	beforeEach(async () => {
		received = [];
		foreign = createServer((request, response) => {
			received.push(request.headers);
			response.setHeader('content-type', 'application/json');
			response.end('{"ok": true}');
		});
		await new Promise<void>((resolve) => {
			foreign.listen(0, '127.0.0.1', resolve);
		});
		foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
	});

	afterEach(async () => {
		foreign.closeAllConnections();
		await new Promise((resolve) => {
			foreign.close(resolve);
		});
	});

	const request = async (url: string) =>
		await runWorkflow({
			credentials: sandboxCredentials(sandbox()),
			nodes: [{ name: 'HTTP', type: 'test.httpRequest', parameters: { url } }],
		});

	it('carries the private key to Vapi', async () => {
		const result = await request(`${sandbox().url}/assistant?limit=1`);

		expect(result.error).toBeUndefined();
		expect(sandbox().requests[0]?.headers.authorization).toBe(`Bearer ${sandbox().privateKey}`);
	});

	it('carries no key to a foreign host', async () => {
		const result = await request(`${foreignUrl}/collect`);

		expect(result.error).toBeUndefined();
		expect(received).toHaveLength(1);
		expect(JSON.stringify(received)).not.toContain(sandbox().privateKey);
		expect(JSON.stringify(received)).not.toContain(sandbox().publicKey);
	});

	it('carries no key to the host that Vapi redirects to', async () => {
		sandbox().faults.add({
			method: 'GET',
			path: '/assistant',
			kind: 'status',
			status: 302,
			headers: { location: `${foreignUrl}/collect` },
		});
		await request(`${sandbox().url}/assistant`);

		expect(received).toHaveLength(1);
		expect(JSON.stringify(received)).not.toContain(sandbox().privateKey);
	});
});

describe('what goes wrong', () => {
	const get = { resource: 'call', operation: 'get', callId: byId(CALLS.answered) };

	it('asks about key and region when Vapi does not accept the key', async () => {
		const result = await runVapi(sandbox(), get, {
			credentials: { ...sandboxCredentials(sandbox()), apiKey: 'nobody-knows-this' },
		});

		expect(result.error?.httpCode).toBe('401');
		expect(`${result.error?.message} ${result.error?.description}`).toMatch(/private key/i);
		expect(`${result.error?.message} ${result.error?.description}`).toMatch(/region/i);
		expect(traces(result)).not.toContain('nobody-knows-this');
	});

	it('names the field whose key is none, and leaves none of it in what is stored', async () => {
		const apiKey = 'half-of-a-key other-half-of-it';
		const result = await runVapi(sandbox(), get, {
			credentials: { ...sandboxCredentials(sandbox()), apiKey },
		});

		expect(result.error?.message).toContain("'API Key' of the Vapi credential holds more than one word");
		expect(traces(result)).not.toMatch(/half-of/);
		expect(sandbox().requests).toEqual([]);
	});

	it('says that Vapi cannot be reached, and dials nobody', async () => {
		const baseUrl = await deadUrl();
		const result = await runVapi(sandbox(), callParameters(), {
			credentials: { ...sandboxCredentials(sandbox()), baseUrl },
		});

		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(/reach|connect/i);
		expect(result.error?.message).not.toMatch(/may have been placed/);
		expect(result.error?.context?.itemIndex).toBe(0);
		expect(sandbox().dials).toEqual([]);
	});

	it.each([400, 401, 402, 403, 404, 409, 500])(
		'leaves no key, header or body in what is stored of a %i',
		async (status) => {
			sandbox().faults.add({
				path: '/call',
				kind: 'status',
				status,
				body: { message: 'Some text', statusCode: status },
			});
			const result = await runVapi(
				sandbox(),
				callParameters({
					additionalFields: { metadataJson: '{"note": "only-in-the-body"}' },
				}),
				{ node: { onError: 'continueRegularOutput' } },
			);
			const stored = JSON.stringify(result.saved.resultData.runData.Vapi);

			expect(result.json('Vapi')[0]?.error).toBeDefined();
			expect(stored).not.toContain(sandbox().privateKey);
			expect(stored).not.toMatch(/authorization|bearer/i);
			expect(stored).not.toContain('only-in-the-body');
		},
	);

	it("joins Vapi's messages into one sentence with the item and a way out", async () => {
		const result = await runVapi(
			sandbox(),
			callParameters({ additionalFields: { additionalBody: '{"maxDurationSeconds": 60}' } }),
		);

		expect(result.error?.httpCode).toBe('400');
		expect(result.error?.message).toContain('maxDurationSeconds');
		expect(typeof result.error?.description).toBe('string');
		expect(result.error?.description).toMatch(/Assistant Overrides/);
		expect(result.error?.context?.itemIndex).toBe(0);
	});
});
