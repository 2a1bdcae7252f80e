import { setTimeout as delay } from 'node:timers/promises';
import { ASSISTANTS, CALLS, PHONE_NUMBERS, SQUADS } from '../../sandbox/seed.mts';
import { freePort } from '../../scripts/n8n/ports.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { FIRST_2_N8N, LEGACY_N8N, PINNED_N8N, TESTED_N8N } from '../../scripts/n8n/versions.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { dataOf } from './executions.mts';
import type { Execution } from './executions.mts';
import { leads, stopAtFourth } from './faultRuns.mts';
import { openScene } from './scene.mts';

interface Verdict {
	status: 'OK' | 'Error';
	message: string;
}

interface NodeDescription {
	properties: Array<{
		name: string;
		type: string;
		displayOptions?: { show?: Record<string, unknown[]> };
		modes?: Array<{ type: string; typeOptions?: { searchListMethod?: string } }>;
	}>;
}

const NODE_TYPE = { name: 'n8n-nodes-vapi.vapi', version: 1 };

/**
 * What a credential test says (older ones pass over the credential's own words), and what of a retry after
 * Stop: the newest goes on dialing, as faults.test.mts shows; older ones run no node and call it a success.
 */
const old = { refused: /^Authorization failed/, unreachable: /refused the connection/, retries: false };
const RELEASES = [
	{
		version: PINNED_N8N,
		refused: /private key.*Region/,
		unreachable: /ECONNREFUSED/,
		retries: true,
	},
	{ version: FIRST_2_N8N, ...old },
	{ version: LEGACY_N8N, ...old },
];

describe.each(RELEASES.filter(({ version }) => TESTED_N8N.includes(version)))("the requests of n8n $version's editor", (release) => {
	let environment: Environment;
	let server: N8nServer;
	let n8n: RestClient;
	let description: NodeDescription;

	beforeAll(async () => {
		environment = await prepare(release.version);
		server = await startServer(environment.n8n);
		n8n = await signIn(server.url);
		const nodes = await n8n.request('POST', '/node-types', { nodeInfos: [NODE_TYPE] });
		[description] = nodes as [NodeDescription];
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	/** Tests the credential as its form does, with changed fields that are not saved. */
	async function testCredential(changes: Record<string, string>): Promise<Verdict> {
		const { data, ...credential } = environment.credential;
		const credentials = { ...credential, data: { ...data, ...changes } };
		return (await n8n.request('POST', '/credentials/test', { credentials })) as Verdict;
	}

	/** What a list shows after the user has typed `filter` into it. */
	async function search(parameter: string, filter?: string): Promise<Array<[string, string]>> {
		const methods = description.properties
			.filter(({ name, type }) => name === parameter && type === 'resourceLocator')
			.flatMap(({ modes = [] }) => modes.map((mode) => mode.typeOptions?.searchListMethod));
		const answer = await n8n.request(
			'POST',
			'/dynamic-node-parameters/resource-locator-results',
			{
				path: `parameters.${parameter}`,
				methodName: methods.find((method) => method !== undefined),
				nodeTypeAndVersion: NODE_TYPE,
				currentNodeParameters: { resource: 'call', operation: 'create' },
				credentials: {
					vapiApi: { id: environment.credential.id, name: environment.credential.name },
				},
				...(filter !== undefined && { filter }),
			},
		);
		const { results } = answer as { results: Array<{ name: string; value: string }> };
		return results.map(({ name, value }) => [value, name]);
	}

	const ranIn = async ({ id }: Execution) =>
		Object.keys((await dataOf(n8n, id)).resultData.runData);

	it('accepts the right key', async () => {
		expect(await testCredential({})).toMatchObject({ status: 'OK' });
	});

	it('tells what to do when the key is refused', async () => {
		const verdict = await testCredential({ apiKey: environment.sandbox.publicKey });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(release.refused);
	});

	it('shows why the host is out of reach', async () => {
		const baseUrl = `http://127.0.0.1:${await freePort()}`;
		const verdict = await testCredential({ baseUrl });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(release.unreachable);
	});

	it('lists the assistants and filters them by what is typed', async () => {
		const all = (await search('assistantId')).map(([id]) => id);
		expect(all.sort()).toEqual(Object.values(ASSISTANTS).sort());
		expect(await search('assistantId', 'lead')).toEqual([
			[ASSISTANTS.leadQualifier, 'Lead qualifier'],
		]);
	});

	it('lists the squads and filters them by what is typed', async () => {
		expect((await search('squadId')).map(([id]) => id).sort()).toEqual(Object.values(SQUADS).sort());
		expect((await search('squadId', 'clin')).map(([id]) => id)).toEqual([SQUADS.clinic]);
	});

	it('lists the phone numbers with name, number and provider', async () => {
		const numbers = await search('phoneNumberId');
		expect(numbers.map(([id]) => id).sort()).toEqual(Object.values(PHONE_NUMBERS).sort());
		const main = new Map(numbers).get(PHONE_NUMBERS.main);
		expect(main).toMatch(/Main line.*\+15555550100.*twilio/i);
	});

	if (!release.retries) {
		it(
			'runs nothing when a stopped execution is retried, and calls that a success',
			async () => {
				const scene = await openScene({ n8n, webhooks: server.url });
				const numbers = leads(6);
				await stopAtFourth(scene, numbers);
				const stopped = await scene.reaches('canceled');
				// n8n saves what the nodes have done a moment after the Stop.
				while (!(await ranIn(stopped)).includes('Leads')) await delay(50);
				const retried = await scene.retry(stopped);
				await scene.close();
				expect(retried.status).toBe('success');
				expect(await ranIn(retried)).not.toContain('Vapi');
				expect(scene.timesDialed(numbers)).toEqual([1, 1, 1, 1, 0, 0]);
			},
			RUN_TIMEOUT,
		);
	}

	it('lists the calls', async () => {
		const calls = (await search('callId')).map(([id]) => id);
		expect(calls).toEqual(expect.arrayContaining(Object.values(CALLS)));
	});
});
