import type { IDataObject, IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { pause } from '../../../shared/api/cancellation';
import { messageOf } from '../../../shared/base/result';
import { NO_RESULT, NOT_IN_TIME } from '../../../shared/vapi/answers/question';
import { nodesToRun, onExecutionEnd } from '../executionState';
import type { SentAnswer } from '../sendOnce';
import { alreadyAnswered, answered, deadlineOf, isBy, runOf, sendAnswer } from '../sendOnce';
import type { Asked } from './answeredCall';
import type { ToolAnswer } from './toolResults';
import { resultsFor } from './toolResults';

/** What one run of a node adds to the answer. */
export interface Contribution extends Asked {
	given: ToolAnswer[];
	/** Whether the execution stops with this run. */
	isLast: boolean;
	/** Seconds before the end of Vapi's patience at which the answer goes out, whole or not. */
	secondsAhead: number;
}

/** What became of it: `waitsFor` names the tool calls without a result, as long as it waits for them. */
export interface Collected {
	sending: SentAnswer;
	/** An entry a tool call, as it stands. */
	entries: IDataObject[];
	waitsFor: string[];
}

const KEY = 'vapiToolResults';

/** Executions of this process whose answer goes out by itself, by their context. */
const watched = new WeakSet<object>();

/** What the runs of all nodes have given in this execution; a retry of a run replaces its own. */
function addRun(ctx: IExecuteFunctions, given: ToolAnswer[]): ToolAnswer[] {
	const context = ctx.getContext('flow');
	const { node, runIndex } = runOf(ctx);
	const runs = { ...(context[KEY] as object), [`${runIndex} ${node}`]: given };
	context[KEY] = runs as unknown as IDataObject;
	return collected(ctx);
}

function collected(ctx: IExecuteFunctions): ToolAnswer[] {
	const runs = (ctx.getContext('flow')[KEY] ?? {}) as unknown as Record<string, ToolAnswer[]>;
	return Object.values(runs).flat();
}

const answersTools = ({ type, disabled, parameters }: NodeTypeAndVersion): boolean =>
	/(^|\.)vapi$/.test(type) && !disabled && parameters?.resource === 'webhookResponse';

/** Whether another run of a node that answers can follow; true, too, where n8n does not tell. */
function canFollow(ctx: IExecuteFunctions, start: string): boolean {
	const toRun = nodesToRun(ctx);
	if (toRun === undefined) return true;
	const own = ctx.getNode().name;
	const after = (name: string) => ctx.getChildNodes(name, { includeNodeParameters: true });
	const before = new Set(ctx.getParentNodes(own).map(({ name }) => name));
	const answering = new Set([own, ...after(start).filter(answersTools).map(({ name }) => name)]);
	// In a loop, a node is before itself; n8n does not count it among the nodes after it.
	const next = after(own).map(({ name }) => name);
	if (next.some((name) => answering.has(name) || before.has(name))) return true;
	return toRun.some(
		(name) => answering.has(name) || after(name).some((node) => answering.has(node.name)),
	);
}

function responseOf({ trigger }: Asked, entries: IDataObject[]): IDataObject {
	if (trigger?.event !== 'function-call') return { results: entries };
	const { result, error } = entries[0] ?? {};
	return result === undefined ? { error } : { result };
}

/** Lets the answer go out when the execution ends or the time is up, with what there is then. */
function watch(ctx: IExecuteFunctions, asked: Asked, secondsAhead: number): void {
	const context = ctx.getContext('flow');
	if (watched.has(context)) return;
	watched.add(context);
	const ended = new AbortController();
	const sendAsItStands = async (nothing: string) => {
		if (answered(ctx) !== undefined) return;
		const entries = resultsFor(asked.awaited, collected(ctx), nothing);
		await sendAnswer(ctx, asked.trigger, responseOf(asked, entries), null).catch((error: unknown) => {
			ctx.logger.error(`Vapi: the answer to tool calls could not be sent: ${messageOf(error)}`);
		});
	};
	onExecutionEnd(ctx, async () => {
		ended.abort();
		await sendAsItStands(NO_RESULT);
	});
	const deadline = deadlineOf(asked.trigger);
	if (deadline === null) return;
	const remaining = Date.parse(deadline) - secondsAhead * 1000 - Date.now();
	void pause(ctx, Math.max(remaining, 0), ended.signal).then(async () => {
		if (!ended.signal.aborted) await sendAsItStands(NOT_IN_TIME);
	});
}

/**
 * Adds the results of one run to those of the execution, and sends the answer as soon as every tool
 * call has one or none can follow; else it goes out when the execution ends or the time is up.
 * @throws NodeOperationError where the answer has been sent with other results for these tool calls
 */
export async function collectAnswers(
	ctx: IExecuteFunctions,
	contribution: Contribution,
): Promise<Collected> {
	const { trigger, awaited, given, isLast, secondsAhead } = contribution;
	const before = answered(ctx);
	const answers = before === undefined ? addRun(ctx, given) : [...collected(ctx), ...given];
	const entries = resultsFor(awaited, answers, NO_RESULT);
	if (before !== undefined) {
		if (isBy(ctx, before)) return { sending: before.sending, entries, waitsFor: [] };
		if (before.by !== null) throw alreadyAnswered(ctx, before);
		return { sending: { ...before.sending, sent: false, tooLate: true }, entries, waitsFor: [] };
	}
	const missing = awaited.filter((call) => !answers.some((one) => one.toolCallId === call.toolCallId));
	if (trigger !== undefined && missing.length > 0 && !isLast && canFollow(ctx, trigger.name)) {
		watch(ctx, contribution, secondsAhead);
		const sending = { response: null, sent: false, tooLate: null, answerBy: deadlineOf(trigger) };
		return { sending, entries, waitsFor: missing.map(({ toolCallId }) => toolCallId) };
	}
	const sending = await sendAnswer(ctx, trigger, responseOf(contribution, entries), runOf(ctx));
	return { sending, entries, waitsFor: [] };
}
