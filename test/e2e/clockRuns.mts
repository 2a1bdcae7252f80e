import { factsOf, leads, once, POST, STOPPED_AND_RETRIED, stopAtFourth } from './faultRuns.mts';
import type { FaultRun } from './faultRuns.mts';
import type { Scene } from './scene.mts';

const HOUR = 3_600_000;

/** A run whose beginning n8n's clock sees at another time than its end. */
export interface ClockRun extends FaultRun {
	/** How far n8n's clock is wrong at the beginning, in milliseconds, and how far Vapi's. */
	n8nAhead: number;
	vapiAhead: number;
	/** Runs until the clock is put right; `run` goes on from there. */
	begin(scene: Scene): Promise<void>;
}

/** Stopped on Friday, retried on Monday. */
const overTheWeekend: ClockRun = {
	n8nAhead: -72 * HOUR,
	vapiAhead: -72 * HOUR,
	async begin(scene) {
		await stopAtFourth(scene, leads(6));
		await scene.reaches('canceled');
	},
	async run(scene) {
		const stopped = await scene.reaches('canceled');
		return await factsOf(scene, leads(6), [stopped, await scene.retry(stopped)]);
	},
	expected: STOPPED_AND_RETRIED,
};

/** n8n's clock is 10 minutes fast at the first try, whose second POST stays open, and right at the retry. */
const clockSetBack: ClockRun = {
	n8nAhead: HOUR / 6,
	vapiAhead: 0,
	async begin(scene) {
		const [, second] = leads(3);
		const match = { number: second };
		scene.sandbox.faults.add({ ...POST, kind: 'resetAfterAccept', match, times: 1 });
		scene.sandbox.options.listingDelay = 8 * HOUR;
		await scene.call(leads(3));
		await scene.reaches('error');
		scene.sandbox.options.listingDelay = 0;
	},
	async run(scene) {
		const failed = await scene.reaches('error');
		return await factsOf(scene, leads(3), [failed, await scene.retry(failed)]);
	},
	expected: { dialed: once(3), ended: ['error', 'success'], lost: [] },
};

/** By what n8n's clock goes wrong, one after the other. */
export const CLOCK_RUNS: Record<string, ClockRun> = {
	'Stop on a Friday, Retry on Monday': overTheWeekend,
	"n8n's clock 10 minutes fast, set right before the retry": clockSetBack,
};
