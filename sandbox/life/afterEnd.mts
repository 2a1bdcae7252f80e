import type { Core } from '../core.mts';
import { objectOr, type Entity } from '../types.mts';
import { assistantOf } from './agent.mts';
import { structuredOutputsOf } from './ending.mts';
import type { Story } from './story.mts';

/** The analysis of a call that has ended, and its recordings unless they never come. */
export function artifactsArrive(core: Core, call: Entity, story: Story): void {
	if (!call.startedAt) return;
	call.analysis = {
		summary: `The assistant talked with ${String(objectOr(call.customer).name ?? 'the customer')}.`,
		successEvaluation: 'true',
	};
	if (story.artifacts !== 'never') core.media.add(call, assistantOf(call, core.store));
	call.updatedAt = core.clock.iso();
}

/** Its structured outputs, which come last. */
export function outputsArrive(core: Core, call: Entity): void {
	if (!call.startedAt) return;
	const structuredOutputs = structuredOutputsOf(call, core.store);
	call.artifact = { ...objectOr(call.artifact), structuredOutputs };
	call.updatedAt = core.clock.iso();
}
