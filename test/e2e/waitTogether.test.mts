import { createRequire } from 'node:module';
import { join } from 'node:path';
import { importWorkflows, publishWorkflow } from '../../scripts/n8n/cli.mts';
import { signIn } from '../../scripts/n8n/rest.mts';
import { startServer } from '../../scripts/n8n/server.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { itemsOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { ROOT } from '../../scripts/paths.mts';
import { prepare, RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import type { Environment } from './environment.mts';
import { endTogether } from './together.mts';
import { waitingWorkflow } from './waitingWorkflow.mts';

/** n8n writes executions with it; the same copy reads them. */
const here = createRequire(join(ROOT, 'package.json'));
const { parse } = createRequire(here.resolve('n8n-core'))('flatted') as {
	parse(text: string): ExecutionRun['data'];
};

describe('200 calls that end in the same second, waited for by webhook', () => {
	let environment: Environment;
	let server: N8nServer;

	beforeAll(async () => {
		environment = await prepare();
		// At the pace of real calls: what a report says comes seconds after the end.
		Object.assign(environment.sandbox.options, { timeScale: 1, backoffScale: 1 });
		const { id, name } = environment.credential;
		const workflow = waitingWorkflow('together', 'webhook', { id, name });
		await importWorkflows(environment.n8n, [workflow]);
		await publishWorkflow(environment.n8n, 'together');
		server = await startServer(environment.n8n);
	}, SETUP_TIMEOUT);

	afterAll(async () => {
		await server?.stop();
		await environment?.close();
	}, RUN_TIMEOUT);

	it(
		'all come out, with few requests, while n8n answers everybody',
		async () => {
			const n8n = await signIn(server.url);
			const seen = await endTogether(environment, server, n8n, 'together', 200);
			if (process.env.FIGURES) console.info(seen);

			const stored = (await n8n.request('GET', `/executions/${seen.execution.id}`)) as { data: string };
			const items = itemsOf({ data: parse(stored.data) }, 'After');
			expect(items.map(({ json }) => [json.id, json.status, json.waitTimedOut])).toEqual(
				seen.ids.map((id) => [id, 'ended', undefined]),
			);
			expect(seen.ids).toHaveLength(200);
			expect(items.filter(({ json }) => !json.summary)).toEqual([]);
			expect(seen.requests).toBeLessThanOrEqual(400);
			expect([...seen.others]).toEqual([200]);
			expect(Object.keys(seen.reports)).not.toContain('503');
		},
		2 * RUN_TIMEOUT,
	);
});
