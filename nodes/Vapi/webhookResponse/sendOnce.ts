import type { GenericValue, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import type { NodeError } from '../../shared/api/errorFactory';
import { refuse } from '../../shared/base/refusal';
import { attempt, valueOrThrow } from '../../shared/base/result';
import { asText } from '../../shared/base/values';
import { hasErrorAnswer, LAST_MOMENT } from '../../shared/vapi/answers/question';
import type { TriggerRun } from './findTrigger';

/** What became of an answer; goes into the node's output. */
export interface SentAnswer {
	/** Null as long as it waits for the results of other tool calls. */
	response: IDataObject | GenericValue;
	sent: boolean;
	/** Null where nobody knows how long Vapi waits. */
	tooLate: boolean | null;
	answerBy: string | null;
}

/** The one answer of an execution, kept with it. */
interface Answered {
	/** The run of the node that sent it; null where it went out by itself. */
	by: { node: string; runIndex: number } | null;
	sending: SentAnswer;
}

const KEY = 'vapiWebhookResponse';

/** The earliest time until which Vapi waits for one of the trigger's items. */
export function deadlineOf(trigger: TriggerRun | undefined): string | null {
	const times = (trigger?.items ?? []).map(({ answerBy }) => asText(answerBy));
	return times.filter((time) => time !== undefined).sort()[0] ?? null;
}

/** Stops a node whose answer nobody would ever get. */
export function refuseUnheard(ctx: IExecuteFunctions, trigger: TriggerRun | undefined): void {
	if (trigger === undefined && ctx.getMode() === 'integrated') {
		throw operationError(ctx, {
			message: 'An answer does not get from a sub-workflow to Vapi',
			description:
				'Let the sub-workflow give back what is to be answered, and answer in the workflow that begins with the Vapi Trigger.',
		});
	}
	if (trigger === undefined || trigger.waits) return;
	throw operationError(ctx, {
		message: `The node '${trigger.name}' does not wait for this answer`,
		description:
			"It has answered Vapi by itself. Set its parameter 'Respond' to Using Vapi Node, and make sure that it waits for the event that you answer here.",
	});
}

/** The run that a node is in. */
export function runOf(ctx: IExecuteFunctions): { node: string; runIndex: number } {
	const runIndex = ctx.getWorkflowDataProxy(0).$runIndex as number;
	return { node: ctx.getNode().name, runIndex };
}

/** What has been answered in this execution, if anything has. */
export function answered(ctx: IExecuteFunctions): Answered | undefined {
	return ctx.getContext('flow')[KEY] as unknown as Answered | undefined;
}

/** Whether it was this run that sent the answer, in an earlier try. */
export function isBy(ctx: IExecuteFunctions, { by }: Answered): boolean {
	const { node, runIndex } = runOf(ctx);
	return by?.node === node && by.runIndex === runIndex;
}

/** Why a node cannot answer any more. */
export function alreadyAnswered(ctx: IExecuteFunctions, { by }: Answered): NodeError {
	return operationError(ctx, {
		message: 'Vapi already has the answer of this execution',
		description: `${by === null ? 'It' : `The node '${by.node}'`} has sent it, with what there was for each tool call then. An execution answers once: bring the branches of the workflow together before the Vapi node that answers.`,
	});
}

/**
 * Sends the answer of the execution. To a server message it has status 200, whatever it says: Vapi
 * ignores all others.
 * @param by the run that sends it; null where nobody waits for the outcome
 */
export async function sendAnswer(
	ctx: IExecuteFunctions,
	trigger: TriggerRun | undefined,
	response: IDataObject | GenericValue,
	by: Answered['by'],
	statusCode = 200,
): Promise<SentAnswer> {
	// n8n declares it for every node, and gives it to none that an agent calls by LangChain.
	if ((ctx as Partial<IExecuteFunctions>).sendResponse === undefined) {
		refuse('This agent cannot answer Vapi', 'Put the Vapi node that answers behind the agent');
	}
	const context = ctx.getContext('flow');
	const answerBy = deadlineOf(trigger);
	const sending: SentAnswer = { response, sent: true, tooLate: null, answerBy };
	// Before the first wait: nothing else may send meanwhile.
	context[KEY] = { by, sending } satisfies Answered as unknown as IDataObject;
	const sent = await attempt(
		ctx.sendResponse({
			// n8n sends text as it is, and takes null and the like for no answer.
			body: (typeof response === 'object' && response !== null
				? response
				: JSON.stringify(response)) as IDataObject,
			headers: { 'content-type': 'application/json' },
			statusCode,
		}),
	);
	if ('error' in sent) delete context[KEY];
	valueOrThrow(sent);
	if (answerBy === null) return sending;
	// The trigger answers such a question itself at the last moment.
	const isHeld = hasErrorAnswer(trigger?.event ?? '');
	sending.tooLate = Date.now() > Date.parse(answerBy) - (isHeld ? LAST_MOMENT : 0);
	sending.sent = !(sending.tooLate && isHeld);
	return sending;
}

/** Sends an answer that is whole; a retry of the same run gives what was sent before. */
export async function sendOnce(
	ctx: IExecuteFunctions,
	trigger: TriggerRun | undefined,
	response: IDataObject | GenericValue,
	statusCode?: number,
): Promise<SentAnswer> {
	const before = answered(ctx);
	if (before === undefined) {
		return await sendAnswer(ctx, trigger, response, runOf(ctx), statusCode);
	}
	if (isBy(ctx, before)) return before.sending;
	throw alreadyAnswered(ctx, before);
}
