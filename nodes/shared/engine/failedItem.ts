import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isCancelled, isTool } from '../api/cancellation';
import type { NodeError } from '../api/errorFactory';
import { asNodeError } from '../api/errorFactory';

/**
 * Whether a failed item comes out as an item, instead of stopping the node. A tool goes on unless it is
 * told to stop, which is n8n's own rule: what a tool throws, some of n8n's agents show to the model as
 * an empty answer.
 */
export function goesOn(ctx: IExecuteFunctions): boolean {
	if (!isTool(ctx)) return ctx.continueOnFail();
	return ctx.getNode().onError !== 'stopWorkflow' && !isCancelled(ctx);
}

/**
 * What an item failed by. Names the item in the message as the editor does: among several, and where it
 * is not named yet. An agent's tool has one item.
 */
export function errorAt(ctx: IExecuteFunctions, itemIndex: number, thrown: unknown): NodeError {
	const error = asNodeError(ctx, thrown, itemIndex);
	error.context.itemIndex ??= itemIndex;
	const isAlone = isTool(ctx) || ctx.getInputData().length < 2;
	if (!isAlone && !error.message.includes('[item ')) error.message += ` [item ${itemIndex}]`;
	return error;
}

/** What `details` of a failed item holds, beside what only some operations know. */
function detailsOf({ description, context, ...error }: NodeError): IDataObject {
	const { outcome, callIds } = context;
	const httpCode = 'httpCode' in error ? error.httpCode : undefined;
	const details = { description, httpCode, outcome, callIds };
	const known = Object.entries(details).filter(([, value]) => (value ?? '') !== '');
	return Object.fromEntries(known) as IDataObject;
}

/** What an item says of its failure. */
function failureOf(error: NodeError, more: IDataObject = {}): IDataObject {
	return { error: error.message, details: { ...detailsOf(error), ...more } };
}

const hasErrorOutput = (ctx: IExecuteFunctions) =>
	ctx.getNode().onError === 'continueErrorOutput';

/**
 * A failed item in its place: the input with `error` and `details`. An agent gets the two alone.
 * Has no `error` beside its json, since n8n then throws the json away. The error output needs one
 * all the same, to know the item by: n8n before 2.36 takes no json with `details` for an error. What
 * cannot be enumerated, it sees there, and drops when it merges the input in.
 * @param more goes into `details`
 */
export function failedItem(
	ctx: IExecuteFunctions,
	itemIndex: number,
	error: NodeError,
	more?: IDataObject,
): INodeExecutionData {
	const failure = failureOf(error, more);
	const pairedItem = { item: itemIndex };
	if (isTool(ctx)) return { json: failure, pairedItem };
	const { json, binary } = ctx.getInputData()[itemIndex] ?? { json: {} };
	const place = { pairedItem, ...(binary && { binary }) };
	if (!hasErrorOutput(ctx)) return { json: { ...json, ...failure }, ...place };
	return Object.defineProperty({ json: failure, ...place }, 'error', { value: error });
}

/**
 * The json of a failed item of an execution that sleeps: n8n stores it, and then goes by nothing but
 * its keys. Before 2.36, its error output knows `error` alone or with `message`, so `details` gives way
 * to the way out. Nothing tells the version; what came with a later one shows that `details` is known.
 */
export function storedFailure(
	ctx: IExecuteFunctions,
	itemIndex: number,
	error: NodeError,
): IDataObject {
	if (!hasErrorOutput(ctx)) return { ...ctx.getInputData()[itemIndex]?.json, ...failureOf(error) };
	if ('_getRunlessCredentials' in ctx) return failureOf(error);
	return { error: error.message, message: error.description ?? error.message };
}
