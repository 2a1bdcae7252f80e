import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../../../../../sandbox/server.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { portionOf } from '../../../../thorough.mts';
import { silentLosses, timesDialed } from './account.mts';
import { FAULTS, POSITIONS } from './faults.mts';
import type { Fault } from './faults.mts';
import { startGate } from './gate.mts';
import type { Gate } from './gate.mts';
import { SCENARIOS } from './scenarios.mts';
import type { Outcome } from './stage.mts';
import { hurry, hurrySlowly } from './timing.mts';
import { freshNumbers } from './workflows.mts';

/** A scenario, a fault and the items that it hits, by their names. */
export type Cell = readonly [scenario: string, fault: string, position: string];

/** Every fault at every position in the given scenarios; a fifth of them where not all are asked for. */
export const cellsOf = (scenarios: string[]): Cell[] =>
	portionOf(
		scenarios.flatMap((scenario) =>
			Object.keys(FAULTS).flatMap((fault) =>
				Object.keys(POSITIONS).map((position) => [scenario, fault, position] as const),
			),
		),
		5,
	);

/**
 * Starts what the cells of a test file share, and gives the check of a cell: who was dialed how
 * often, and who heard of it. The scenarios are dealt to several files, which run side by side.
 */
export function useMatrix(): (...cell: Cell) => Promise<void> {
	let sandbox: Sandbox;
	let gate: Gate;

	beforeAll(async () => {
		sandbox = await startSandbox();
		gate = await startGate(sandbox.url);
	});

	afterAll(async () => {
		gate?.close();
		await sandbox?.close();
	});

	/** Sets the fault up, once for each number that it hits. */
	function prepare(fault: Fault, numbers: string[], hit: number[]) {
		const rules = hit.map((index) => ({
			...fault.rule,
			method: 'POST',
			path: '^/call$',
			match: { number: numbers[index] },
			times: 1,
		}));
		for (const rule of rules) if (fault.rule) sandbox.faults.add(rule as never);
	}

	/** What holds in every cell. */
	function expectAccounted(numbers: string[], { endings, afterCancel = 0 }: Outcome) {
		const times = timesDialed(numbers, sandbox.dials);
		expect(Math.max(...times)).toBeLessThanOrEqual(1);
		expect(silentLosses(numbers, endings, sandbox.dials)).toEqual([]);
		expect(afterCancel).toBe(0);
		endings.forEach(({ as }, index) => {
			if (as === 'result' || as === 'listed') expect(times[index]).toBe(1);
		});
	}

	/** What a single try makes of each fault: the item that was hit, and those around it. */
	function expectSingleTry(hit: number[], { aftermath }: Fault, { endings }: Outcome) {
		const ended = endings.map(({ as }) => as);
		if (aftermath === 'accepted' || aftermath === 'busy') {
			expect(ended).toEqual(['result', 'result', 'result']);
			return;
		}
		const [first = 0] = hit;
		const stopped = ended.includes('nothing') || ended.includes('listed');
		expect(ended[first]).toBe('error');
		expect(ended.slice(0, first)).toEqual(
			Array.from({ length: first }, () => (stopped ? 'listed' : 'result')),
		);
		const { message } = endings[first] as { message: string };
		if (aftermath === 'absent') expect(message).toContain('may have been placed');
		else expect(message).not.toContain('may have been placed');
	}

	return async (name, faultName, position) => {
		const scenario = SCENARIOS[name]!;
		const fault = FAULTS[faultName]!;
		const hit = POSITIONS[position]!;
		const numbers = freshNumbers(3);
		sandbox.reset();
		if (fault.slow) hurrySlowly();
		else hurry();
		prepare(fault, numbers, hit);
		let opening: Promise<void> | undefined;
		if (!fault.rule) {
			gate.shutAfter(hit[0] ?? 0);
			if (scenario.triesAgain) opening = delay(15).then(gate.open);
		}
		const url = fault.rule ? sandbox.url : gate.url;
		const outcome = await scenario.run({ sandbox, url, numbers, beforeRetry: gate.open });
		await opening;
		await gate.open();
		expectAccounted(numbers, outcome);
		if (!scenario.triesAgain) expectSingleTry(hit, fault, outcome);
		const canceled = fault.rule && outcome.canceledAfter !== undefined;
		if (canceled) expect(outcome.canceledAfter).toBeGreaterThan(0);
		// A model asks again at once, while the gate may still be shut.
		const certain = scenario.settles && (fault.rule || !name.startsWith('tool'));
		if (certain) {
			expect(outcome.endings.map(({ as }) => as)).toEqual(numbers.map(() => 'result'));
			expect(timesDialed(numbers, sandbox.dials)).toEqual(numbers.map(() => 1));
		}
	};
}
