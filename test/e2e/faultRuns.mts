import { setTimeout as delay } from 'node:timers/promises';
import type { FaultRule } from '../../sandbox/faults.mts';
import { entity } from '../../sandbox/seed.mts';
import type { Execution } from './executions.mts';
import type { Scene, Setting } from './scene.mts';

/** What became of a run. */
export interface Facts {
	/** How often each lead was dialed, in the order of the list. */
	dialed: number[];
	/** How the executions ended, in the order in which they were started. */
	ended: string[];
	/** Calls that were placed and that the last execution does not name. */
	lost: string[];
}

/** A fault of Vapi or of the user, and what has to come of it. */
export interface FaultRun {
	setting?: Setting;
	run(scene: Scene): Promise<Facts>;
	expected: Facts;
}

/** The requests that dial. */
export const POST: Partial<FaultRule> = { method: 'POST', path: '^/call$' };

/** How long Vapi takes for a POST, in milliseconds. */
const TAKES = 1_200;

const slow = (scene: Scene) =>
	scene.sandbox.faults.add({ ...POST, kind: 'delay', ms: TAKES, when: 'before' });

/** `count` people. */
export const leads = (count: number): string[] =>
	Array.from({ length: count }, (_, lead) => `+1555555${String(200 + lead).padStart(4, '0')}`);

/** Each of them dialed once. */
export const once = (count: number): number[] => Array.from({ length: count }, () => 1);

const idsOf = ({ sandbox }: Scene): string[] => sandbox.dials.map(({ callId }) => callId);

/** What became of a list of leads, by the executions that called them; the last one has to put out all calls. */
export async function factsOf(
	scene: Scene,
	numbers: string[],
	executions: Execution[],
): Promise<Facts> {
	const last = executions.at(-1) as Execution;
	const out = await scene.putOut(last);
	return {
		dialed: scene.timesDialed(numbers),
		ended: executions.map(({ status }) => status),
		lost: idsOf(scene).filter((id) => !out.includes(id)),
	};
}

/** An execution that fails, since Vapi refuses the key at the third lead; then Retry is pressed so often. */
const pressedTwice = (pause: number, options: Record<string, unknown> = {}): FaultRun => ({
	setting: { parameters: { options } },
	async run(scene) {
		const numbers = leads(8);
		const match = { number: numbers[2] };
		scene.sandbox.faults.add({ ...POST, kind: 'status', status: 401, match, times: 1 });
		slow(scene);
		await scene.call(numbers);
		const failed = await scene.reaches('error', 'success');
		const retries = await Promise.all([
			scene.retry(failed),
			delay(pause).then(async () => await scene.retry(failed)),
		]);
		return await factsOf(scene, numbers, [failed, ...retries]);
	},
	expected: { dialed: once(8), ended: ['error', 'success', 'success'], lost: [] },
});

const retriedWhileItRuns: FaultRun = {
	async run(scene) {
		const numbers = leads(6);
		slow(scene);
		await scene.call(numbers);
		await scene.dialed(2);
		const retried = await scene.retry(await scene.reaches('running'));
		const first = await scene.reaches('success', 'error');
		return await factsOf(scene, numbers, [first, retried]);
	},
	expected: { dialed: once(6), ended: ['success', 'success'], lost: [] },
};

/** Vapi lists a call 40 seconds late, and its answer to the second POST was lost. */
const listedLate = (node: Record<string, unknown>): FaultRun => ({
	setting: { node, sandbox: { listingDelay: 40_000 } },
	async run(scene) {
		const numbers = leads(3);
		const match = { number: numbers[1] };
		scene.sandbox.faults.add({ ...POST, kind: 'resetAfterAccept', match, times: 1 });
		await scene.call(numbers);
		let execution = await scene.reaches('success', 'error');
		while (execution.status === 'error') execution = await scene.retry(execution);
		return await factsOf(scene, numbers, [execution]);
	},
	expected: { dialed: once(3), ended: ['success'], lost: [] },
});

/** An agent whose ID ends in the ID of the execution, so that each execution has another one. */
const AGENT_OF_EXECUTION = "={{ 'a1000000-0000-4000-8000-' + String($execution.id).padStart(12, '0') }}";
const agents = Array.from({ length: 200 }, (_, execution) =>
	entity({ id: `a1000000-0000-4000-8000-${String(execution).padStart(12, '0')}`, name: 'Agent' }),
);

/** Stops an execution while Vapi takes its time for the fourth of six people. */
export async function stopAtFourth(scene: Scene, numbers: string[]): Promise<void> {
	const match = { number: numbers[3] };
	scene.sandbox.faults.add({ ...POST, kind: 'delay', ms: 3_000, when: 'after', match, times: 1 });
	await scene.call(numbers);
	await scene.dialed(4);
	await scene.stop(await scene.reaches('running'));
}

/** The retry comes to its end; n8n shows it as failed, since it stored the error of the Stop with it. */
export const STOPPED_AND_RETRIED: Facts = { dialed: once(6), ended: ['canceled', 'error'], lost: [] };

const stoppedAndRetried: FaultRun = {
	setting: {
		parameters: { assistantId: { __rl: true, mode: 'id', value: AGENT_OF_EXECUTION } },
		sandbox: { seed: { assistants: agents } },
	},
	async run(scene) {
		const numbers = leads(6);
		await stopAtFourth(scene, numbers);
		const stopped = await scene.reaches('canceled');
		return await factsOf(scene, numbers, [stopped, await scene.retry(stopped)]);
	},
	expected: STOPPED_AND_RETRIED,
};

/** The second of three people is refused while the first is on the line; the third is not dialed. */
const refusedWhileWaiting: FaultRun = {
	setting: { parameters: { operation: 'createAndWait' } },
	async run(scene) {
		const numbers = ['+15555550165', '+15555550160', '+15555550123'];
		slow(scene);
		await scene.call(numbers);
		const failed = await scene.reaches('error', 'success');
		// Whoever is dialed after the failure would be so by now.
		await delay(2 * TAKES);
		const text = await scene.errorOf(failed);
		return {
			dialed: scene.timesDialed(numbers),
			ended: [failed.status],
			lost: idsOf(scene).filter((id) => !text.includes(id)),
		};
	},
	expected: { dialed: [1, 0, 0], ended: ['error'], lost: [] },
};

/** What goes wrong at the same time, each in a scene of its own. */
export const FAULT_RUNS: Record<string, FaultRun> = {
	'Retry pressed twice, 3 seconds apart': pressedTwice(3_000),
	'Retry pressed twice, 0.5 seconds apart, in a batch': pressedTwice(500, {
		batch: true,
		batchSize: 50,
	}),
	'Retry pressed twice at one instant': pressedTwice(0),
	'Retry of an execution that still runs': retriedWhileItRuns,
	'a list that shows calls 40 seconds late, Retry On Fail': listedLate({
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 1_000,
	}),
	'a list that shows calls 40 seconds late, Retry execution': listedLate({}),
	'Stop and Retry, with an agent that each execution chooses anew': stoppedAndRetried,
	'Create and Wait, refused in the middle': refusedWhileWaiting,
};
