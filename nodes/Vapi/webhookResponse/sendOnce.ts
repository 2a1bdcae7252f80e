import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import { refuse } from '../../shared/base/refusal';
import { asText } from '../../shared/base/values';
import type { TriggerRun } from './findTrigger';

/** What became of an answer; goes into the node's output. */
export interface SentAnswer {
	response: IDataObject;
	sent: boolean;
	/** Null where nobody knows how long Vapi waits. */
	tooLate: boolean | null;
	answerBy: string | null;
}

interface Answered {
	node: string;
	runIndex: number;
	sending: SentAnswer;
}

const KEY = 'vapiWebhookResponse';

/** The earliest time until which Vapi waits for one of the trigger's items. */
function deadlineOf(trigger: TriggerRun | undefined): string | null {
	const times = (trigger?.items ?? []).map(({ answerBy }) => asText(answerBy));
	return times.filter((time) => time !== undefined).sort()[0] ?? null;
}

/** Stops a node whose answer nobody would ever get. */
export function refuseUnheard(ctx: IExecuteFunctions, trigger: TriggerRun | undefined): void {
	if (trigger === undefined || trigger.waits) return;
	throw operationError(ctx, {
		message: `The node '${trigger.name}' does not wait for this answer`,
		description:
			"It has answered Vapi by itself. Set its parameter 'Respond' to Using Vapi Node, and make sure that it waits for the event that you answer here.",
	});
}

/**
 * Sends the answer to Vapi, with status 200 whatever it says: Vapi ignores all others. An execution
 * answers once; a retry of the same node gives what was sent before.
 */
export async function sendOnce(
	ctx: IExecuteFunctions,
	trigger: TriggerRun | undefined,
	response: IDataObject,
): Promise<SentAnswer> {
	// n8n declares it for every node, and gives it to none that an agent calls by LangChain.
	if ((ctx as Partial<IExecuteFunctions>).sendResponse === undefined) {
		refuse('This agent cannot answer Vapi', 'Put the Vapi node that answers behind the agent');
	}
	const context = ctx.getContext('flow');
	const node = ctx.getNode().name;
	const runIndex = ctx.getWorkflowDataProxy(0).$runIndex as number;
	const before = context[KEY] as unknown as Answered | undefined;
	if (before !== undefined && (before.node !== node || before.runIndex !== runIndex)) {
		throw operationError(ctx, {
			message: 'Vapi already has the answer of this execution',
			description: `The node '${before.node}' has sent it. An execution answers once: merge the branches of the workflow before one Vapi node that answers.`,
		});
	}
	if (before !== undefined) return before.sending;

	const answerBy = deadlineOf(trigger);
	await ctx.sendResponse({
		body: response,
		headers: { 'content-type': 'application/json' },
		statusCode: 200,
	});
	const tooLate = answerBy === null ? null : Date.now() > Date.parse(answerBy);
	const sending: SentAnswer = { response, sent: true, tooLate, answerBy };
	context[KEY] = { node, runIndex, sending } satisfies Answered as unknown as IDataObject;
	return sending;
}
