import type { IRunExecutionData } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import { startWorkflow, stopped } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions } from '../../../harness/index.mts';
import { timesDialed } from './account.mts';
import { useDialing } from './dialing.mts';
import { until } from './stage.mts';
import { hurry } from './timing.mts';

const HOUR = 3_600_000;
const rl = (value: string) => ({ __rl: true, mode: 'id', value });

/** The same with another agent and another line, as an expression may choose them at the retry. */
export function withOthers(options: RunOptions): Pick<RunOptions, 'nodes'> {
	const [node] = options.nodes as [NodeSpec];
	const assistantId = rl(ASSISTANTS.receptionist);
	const phoneNumberId = rl(PHONE_NUMBERS.noAssistant);
	return { nodes: [{ ...node, parameters: { ...node.parameters, assistantId, phoneNumberId } }] };
}

/** Dialing, with Stop as n8n does it and time that passes. */
export function useStops() {
	const dialing = useDialing();
	const { sandbox, posts } = dialing;
	// The real one: clocks that are 10 minutes off are what it is for.
	beforeEach(() => hurry({ unknownClockMargin: 900_000 }));
	return {
		...dialing,
		dialed: (numbers: string[]) => timesDialed(numbers, sandbox().dials),
		/** Runs until so many POSTs went out, presses Stop, and gives what n8n has of the execution then. */
		async stopAfter(count: number, options: RunOptions) {
			const running = await startWorkflow(options);
			await until(() => posts() >= count, running.result);
			running.cancel();
			await running.result;
			return stopped(running);
		},
		/** Lets time pass: what is in the account and what n8n has stored is that much older. */
		age(hours: number, saved?: IRunExecutionData): void {
			for (const call of sandbox().state.calls.values()) {
				call.createdAt = new Date(Date.parse(call.createdAt) - hours * HOUR).toISOString();
			}
			const runtimeData = saved?.executionData?.runtimeData;
			if (runtimeData) runtimeData.establishedAt -= hours * HOUR;
		},
	};
}
