import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { Refusal } from '../base/refusal';
import { messageOf } from '../base/result';
import type { Outcome } from './requestOutcome';

/** Either of the errors that n8n shows with a description. */
export type NodeError = NodeApiError | NodeOperationError;

/** What an error says. */
export interface ErrorTexts {
	/** What happened, without a full stop at its end. */
	message: string;
	/** The way out; a full stop is added where it lacks one. */
	description?: string;
	itemIndex?: number;
	/** What is known of the call or request that failed; left out where nothing is. */
	outcome?: Outcome;
	/** Vapi's IDs of the calls that the error is about. */
	callIds?: string[];
	httpCode?: string;
	/** What Retry-After asks for, in ms. */
	retryAfter?: number;
}

/** Any of n8n's contexts, as far as an error needs it. */
interface Place {
	getNode(): INode;
}

function sentence(text: string | undefined): string | undefined {
	return text === undefined || text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

/**
 * Sets the texts after construction: both constructors take a message with a word such as EEXIST or
 * EACCES in it, be it within a name, for a network fault and put words of n8n's own in its place
 * (n8n-workflow, node.error.js).
 */
function worded<T extends NodeError>(error: T, texts: ErrorTexts): T {
	const { message, description, itemIndex, outcome, callIds, retryAfter } = texts;
	error.message = message;
	error.description = sentence(description);
	error.messages = [];
	const context: IDataObject = { itemIndex, outcome, callIds, retryAfter };
	for (const [key, value] of Object.entries(context)) {
		if (value !== undefined) error.context[key] = value;
	}
	return error;
}

/** What stops a node or one of its items without an answer of Vapi. */
export function operationError(ctx: Place, texts: ErrorTexts): NodeOperationError {
	const { message, itemIndex } = texts;
	return worded(new NodeOperationError(ctx.getNode(), message, { itemIndex }), texts);
}

/**
 * What Vapi or the way to it refused. Built from scratch: what n8n's request helpers throw carries
 * the whole request, with key and body.
 */
export function apiError(ctx: Place, texts: ErrorTexts): NodeApiError {
	const { message, httpCode } = texts;
	const error = new NodeApiError(ctx.getNode(), { message } as JsonObject, { message, httpCode });
	return worded(error, texts);
}

/** Whether n8n shows it with a description of its own. */
export function isNodeError(error: unknown): error is NodeError {
	return error instanceof NodeApiError || error instanceof NodeOperationError;
}

/** n8n's error for whatever was thrown; errors of n8n's kinds stay as they are. */
export function asNodeError(ctx: Place, error: unknown, itemIndex?: number): NodeError {
	if (isNodeError(error)) return error;
	const message = messageOf(error);
	if (error instanceof Refusal) {
		const outcome = 'notSent';
		return operationError(ctx, { message, description: error.wayOut, itemIndex, outcome });
	}
	// Not foreseen: whoever looks for the reason needs the place.
	return Object.assign(operationError(ctx, { message, itemIndex }), { cause: error });
}

/** Notes that nothing that changes anything was sent, where the error does not say more. */
export function asNotSent<T extends NodeError>(error: T): T {
	error.context.outcome ??= 'notSent' satisfies Outcome;
	return error;
}

/**
 * An error of several items as that of one of them, everything else about it kept.
 * @param message stands for the error's own where given
 */
export function errorOfItem(
	ctx: Place,
	error: unknown,
	itemIndex: number,
	message = messageOf(error),
): NodeError {
	const known = asNodeError(ctx, error, itemIndex);
	const texts = { message, description: known.description ?? undefined, itemIndex };
	const own =
		known instanceof NodeApiError
			? apiError(ctx, { ...texts, httpCode: known.httpCode ?? undefined })
			: operationError(ctx, texts);
	own.context = { ...known.context, itemIndex };
	return own;
}
