import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { NodeError } from '../api/errorFactory';
import { asNodeError, errorOfItem, operationError } from '../api/errorFactory';
import { attempt } from '../base/result';
import type { Handler } from './handler';
import type { Registry } from './registry';

type Attempt<T> = { value: T } | { error: NodeError };

/** Names the item in the message the way the editor does, which adds it only where it is missing. */
function named(ctx: IExecuteFunctions, itemIndex: number, thrown: unknown): NodeError {
	const error = asNodeError(ctx, thrown, itemIndex);
	error.context.itemIndex ??= itemIndex;
	if (!error.message.includes('[item ')) error.message += ` [item ${itemIndex}]`;
	return error;
}

async function attemptItem<T>(
	ctx: IExecuteFunctions,
	itemIndex: number,
	work: () => Promise<T>,
): Promise<Attempt<T>> {
	const result = await attempt(work());
	return 'value' in result ? result : { error: named(ctx, itemIndex, result.error) };
}

/** An item whose handling failed, in its place: what came in, and why nothing came out. */
function failedItem(
	item: INodeExecutionData | undefined,
	itemIndex: number,
	error: NodeError,
): INodeExecutionData {
	const json = { ...item?.json };
	delete json.error;
	return { json, error, pairedItem: { item: itemIndex } };
}

/**
 * Renames a top-level `error` to `vapiError`. n8n takes an item with such a key for a failed one
 * (1.123 even where it is null, 2.41 where it is empty): Retry On Fail runs the whole node again, and
 * the error output swallows the item.
 */
function withoutErrorKey(json: IDataObject): IDataObject {
	const { error, ...rest } = json;
	return error === undefined ? json : { ...rest, vapiError: error };
}

/** An item that an operation gave, fit for n8n and paired with the one that it came from. */
function resultItem(item: INodeExecutionData, itemIndex: number): INodeExecutionData {
	const json = item.error === undefined ? withoutErrorKey(item.json) : item.json;
	return { ...item, json, pairedItem: item.pairedItem ?? { item: itemIndex } };
}

/** Executes what is prepared: together where the handler does so, else one by one in order. */
async function executeItems(
	ctx: IExecuteFunctions,
	handler: Handler,
	prepared: Array<Attempt<unknown>>,
	onError: (itemIndex: number, error: NodeError) => void,
): Promise<INodeExecutionData[]> {
	const ready = new Map<number, unknown>();
	const failed = new Map<number, NodeError>();
	for (const [i, result] of prepared.entries()) {
		if ('value' in result) ready.set(i, result.value);
		else failed.set(i, result.error);
	}
	const together = handler.executeAll && (await attempt(handler.executeAll(ctx, ready, failed)));
	const workOn = async (i: number): Promise<INodeExecutionData[]> => {
		if (together && 'error' in together) throw errorOfItem(ctx, together.error, i);
		const result = together?.value.get(i);
		if (result === undefined) {
			return 'execute' in handler ? await handler.execute(ctx, i, ready.get(i)) : [];
		}
		if ('error' in result) throw asNodeError(ctx, result.error, i);
		return result.value;
	};

	const items = ctx.getInputData();
	const output: INodeExecutionData[] = [];
	for (const [i, preparation] of prepared.entries()) {
		const result =
			'error' in preparation ? preparation : await attemptItem(ctx, i, async () => await workOn(i));
		if ('error' in result) {
			onError(i, result.error);
			output.push(failedItem(items[i], i, result.error));
		} else {
			output.push(...result.value.map((item) => resultItem(item, i)));
		}
	}
	return output;
}

/**
 * Runs the chosen operation for every item: first all are prepared, so that a bad item stops the
 * node before anything is sent, then they are executed in order. Under Continue On Fail a failed
 * item becomes an error item in its place and the others go on.
 */
export async function route(
	ctx: IExecuteFunctions,
	handlerOf: Registry,
): Promise<INodeExecutionData[][]> {
	const items = ctx.getInputData();
	if (items.length === 0) return [[]];
	const resource = ctx.getNodeParameter('resource', 0) as string;
	const operation = ctx.getNodeParameter('operation', 0) as string;
	const handler = handlerOf(resource, operation);
	if (handler === undefined) {
		throw operationError(ctx, {
			message: `There is no operation '${operation}' here`,
			description: `Choose an operation of the resource '${resource}'`,
		});
	}

	const goesOn = ctx.continueOnFail();
	const onError = (_itemIndex: number, error: NodeError): void => {
		if (!goesOn) throw handler.beforeThrow?.(ctx, error) ?? error;
	};
	const prepared: Array<Attempt<unknown>> = [];
	for (let i = 0; i < items.length; i++) {
		const result = await attemptItem(ctx, i, async () => await handler.prepare?.(ctx, i));
		if ('error' in result) onError(i, result.error);
		prepared.push(result);
	}
	return [await executeItems(ctx, handler, prepared, onError)];
}
