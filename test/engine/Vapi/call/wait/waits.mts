import type { INodeParameters } from 'n8n-workflow';
import type { WaitTiming } from '../../../../../nodes/Vapi/call/wait/waitTiming.ts';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { builtModule, sandboxCredentials } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions } from '../../../harness/index.mts';
import { byId } from '../../../support.mts';
import { hurry as hurryDialing } from '../placing/timing.mts';

const built = builtModule('nodes/Vapi/call/wait/waitTiming.js') as {
	waitTiming: WaitTiming;
};

/** Shortens the waits to the sandbox's pace, at which a call takes about 50 milliseconds. */
export function hurry(changes: Partial<WaitTiming> = {}): void {
	hurryDialing();
	Object.assign(built.waitTiming, {
		first: 4,
		growth: 1.2,
		most: 20,
		afterEnd: 4,
		quiet: 30,
		artifacts: 2_000,
		artifactsAfterReport: 2_000,
		scheduled: 20,
		reports: 30,
		gone: 60,
		lastLook: 100,
		...changes,
	});
}

/** Goes on until the test ends it. */
export const ENDLESS = '+15555550165';

/** Is refused with 400. */
export const REFUSED = '+15555550160';

/** Minutes that no test outlasts. */
const LONG = 10;

/** Call: Create and Wait for the number in each item. */
export function createAndWait(
	more: INodeParameters = {},
	options: INodeParameters = {},
): INodeParameters {
	return {
		resource: 'call',
		operation: 'createAndWait',
		agent: 'assistant',
		assistantId: byId(ASSISTANTS.leadQualifier),
		phoneNumberId: byId(PHONE_NUMBERS.main),
		to: '={{ $json.number }}',
		options: { maxWait: LONG, ...options },
		...more,
	};
}

/** A workflow that calls the numbers, one item each, in the node `Vapi`. */
export function callAndWait(
	sandbox: Sandbox,
	numbers: string[],
	parameters: INodeParameters = createAndWait(),
	node: Partial<NodeSpec> = {},
): RunOptions {
	return {
		credentials: sandboxCredentials(sandbox),
		items: numbers.map((number) => ({ number })),
		nodes: [{ name: 'Vapi', parameters, ...node }],
	};
}

/** Resolves once the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
