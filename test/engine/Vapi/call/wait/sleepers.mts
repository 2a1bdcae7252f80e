import type { IDataObject } from 'n8n-workflow';
import { CALLS } from '../../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { startInstance } from '../../../harness/index.mts';
import type { Instance, RunOptions, RunResult } from '../../../harness/index.mts';
import { bodies, byId, useSandbox } from '../../../support.mts';
import { createAndWait, hurry } from './waits.mts';

/** Executions that sleep until calls have ended. */
export interface Sleepers {
	sandbox(): Sandbox;
	/** Where they sleep; a new one for each test. */
	n8n(): Instance;
	/** IDs of the calls that were placed. */
	ids(): string[];
	/** The address that the first call reports to. */
	resumeUrl(): string;
	/** Puts an execution to sleep on calls that go on until the test ends them. */
	asleep(options: RunOptions): Promise<RunResult>;
}

const serverOf = (body: IDataObject | undefined) =>
	(body?.assistantOverrides as IDataObject)?.server as IDataObject;

/** A sandbox for a test file, and an n8n for each of its tests. */
export function useSleepers(): Sleepers {
	const sandbox = useSandbox({ backoffScale: 0.001 });
	let n8n: Instance;
	beforeEach(async () => {
		hurry();
		n8n = await startInstance();
	});
	afterEach(async () => {
		await sandbox().settled();
		await n8n.close();
	});

	return {
		sandbox,
		n8n: () => n8n,
		ids: () => sandbox().dials.map(({ callId }) => callId),
		resumeUrl: () => String(serverOf(bodies(sandbox())[0])?.url),
		async asleep(options) {
			const result = await n8n.execute(options);
			expect(result.status).toBe('waiting');
			return result;
		},
	};
}

/** Parameters of Create and Wait that wait by webhook. */
export const byWebhook = (more = {}, options = {}) =>
	createAndWait({ waitUsing: 'webhook', ...more }, options);

/** What came of each call, paired with its item. */
export const outcomes = (result: RunResult) =>
	result.output('Vapi').map(({ json, pairedItem }) => [json.id, json.outcome, pairedItem]);

/** A node behind the waiting one that reads a call: how often it runs is seen at Vapi. */
export const followed = (options: RunOptions): RunOptions => ({
	...options,
	nodes: [
		...options.nodes,
		{
			name: 'After',
			parameters: { resource: 'call', operation: 'get', callId: byId(CALLS.busy) },
			executeOnce: true,
		},
	],
});
