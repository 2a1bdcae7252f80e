import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../../sandbox/server.mts';
import type { SandboxOptions } from '../../sandbox/server.mts';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import { jsonOf } from '../../scripts/n8n/workflow.mts';
import { deliver } from './deliver.mts';
import type { Sandbox } from './environment.mts';
import { dataOf, reaches, retry } from './executions.mts';
import type { Execution } from './executions.mts';
import { leadsWorkflow } from './leadsWorkflow.mts';

/** A running n8n: its REST interface, and where its webhooks are. */
export interface Running {
	n8n: RestClient;
	webhooks: string;
}

/** What differs from a scene to the next one. */
export interface Setting {
	/** Parameters of the Vapi node, beside agent, line and number. */
	parameters?: Record<string, unknown>;
	/** What else the Vapi node has: Retry On Fail, for example. */
	node?: Record<string, unknown>;
	sandbox?: SandboxOptions;
}

/** A Vapi of its own, and a published workflow in a running n8n that calls leads there. */
export interface Scene {
	sandbox: Sandbox;
	/** Starts an execution that calls these numbers, one item each. */
	call(numbers: string[]): Promise<void>;
	/** How often each number was dialed. */
	timesDialed(numbers: string[]): number[];
	/** Resolves when so many people have been dialed. */
	dialed(count: number): Promise<void>;
	/** The latest execution, as soon as it is in one of these states. */
	reaches(...statuses: string[]): Promise<Execution>;
	/** Presses Stop; gives the status that n8n answers. */
	stop(execution: Execution): Promise<string>;
	/** Presses Retry; gives the new execution, once it has ended. */
	retry(execution: Execution): ReturnType<typeof retry>;
	/** The IDs of the calls that the Vapi node of an execution has put out, in the order of the items. */
	putOut(execution: Execution): Promise<unknown[]>;
	/** Message and description of the error that ended an execution. */
	errorOf(execution: Execution): Promise<string>;
	close(): Promise<void>;
}

let scenes = 0;

/** Opens a scene; nothing of it is shared with another one but n8n itself. */
export async function openScene(running: Running, setting: Setting = {}): Promise<Scene> {
	const { n8n, webhooks } = running;
	const sandbox = await startSandbox(setting.sandbox);
	scenes += 1;
	const path = `scene-${scenes}`;
	const credential = { id: '', name: path };
	const data = { apiKey: sandbox.privateKey, region: 'custom', baseUrl: sandbox.url };
	const stored = await n8n.request('POST', '/credentials', { name: path, type: 'vapiApi', data });
	credential.id = (stored as { id: string }).id;
	const { parameters = {}, node } = setting;
	const workflow = leadsWorkflow(path, credential, { operation: 'create', ...parameters }, node);
	const created = await n8n.request('POST', '/workflows', { ...workflow, active: false });
	const { id, versionId } = created as { id: string; versionId: string };
	await n8n.request('POST', `/workflows/${id}/activate`, { versionId });

	const dials = () => sandbox.dials.map(({ number }) => number);
	return {
		sandbox,
		async call(numbers) {
			await deliver(webhooks, path, { leads: numbers.map((number) => ({ number })) });
		},
		timesDialed: (numbers) =>
			numbers.map((number) => dials().filter((dialed) => dialed === number).length),
		async dialed(count) {
			while (dials().length < count) await delay(5);
		},
		reaches: async (...statuses) => await reaches(n8n, id, ...statuses),
		async stop(execution) {
			const answer = await n8n.request('POST', `/executions/${execution.id}/stop`);
			return (answer as Execution).status;
		},
		retry: async (execution) => await retry(n8n, execution),
		async putOut({ id }) {
			return jsonOf({ data: await dataOf(n8n, id) }, 'Vapi').map((json) => json.id);
		},
		async errorOf({ id }) {
			const { error } = (await dataOf(n8n, id)).resultData;
			return `${error?.message} ${error?.description}`;
		},
		close: async () => await sandbox.close(),
	};
}
