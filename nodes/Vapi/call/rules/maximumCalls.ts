import type { IExecuteFunctions } from 'n8n-workflow';

import type { Dial } from '../placing/preparedCall';
import { dialsSoFar } from '../placing/record';
import type { RulesState } from './rulesState';
import { noMoreCalls } from './ruleItems';
import type { RuleSettings } from './ruleSettings';

/** Calls of the execution that the record does not hold, since Dial Once is off. */
const UNRECORDED = 'unrecordedCalls';

/** Adds to the calls that the record does not hold; n8n stores their number with the execution. */
export function countUnrecorded(ctx: IExecuteFunctions, more: number): void {
	const context = ctx.getContext('node');
	context[UNRECORDED] = Number(context[UNRECORDED] ?? 0) + more;
}

/** How many people this node has called in the execution, or may have; those of a dry run, too. */
function callsOfExecution(ctx: IExecuteFunctions, { people }: RulesState): number {
	const unrecorded = Number(ctx.getContext('node')[UNRECORDED] ?? 0);
	return dialsSoFar(ctx).length + unrecorded + people;
}

/**
 * Lets as many through as the execution may still call, and counts them at once: another request may be
 * on its way beside this one.
 * @param isRecorded whether the record counts them, which it does while Dial Once is on
 */
export function holdMaximum(
	ctx: IExecuteFunctions,
	dials: Dial[],
	state: RulesState,
	{ maximumCalls, dryRun }: RuleSettings,
	isRecorded: boolean,
): void {
	if (maximumCalls === undefined) return;
	let count = callsOfExecution(ctx, state);
	for (const dial of dials) {
		const { entry, target } = dial;
		// It is counted already where a POST went out for it before.
		if (entry.caller !== undefined) continue;
		if (count >= maximumCalls) {
			dial.settled = noMoreCalls(target.name, maximumCalls);
			continue;
		}
		count += 1;
		if (dryRun) continue;
		entry.caller = target.caller;
		if (!isRecorded) countUnrecorded(ctx, 1);
	}
}
