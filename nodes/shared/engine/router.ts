import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isTool } from '../api/cancellation';
import type { NodeError } from '../api/errorFactory';
import { asNodeError, asNotSent, errorOfItem, operationError } from '../api/errorFactory';
import { attempt } from '../base/result';
import { withoutProviderSecrets } from '../vapi/output/withoutProviderSecrets';
import { errorAt, failedItem, goesOn } from './failedItem';
import type { Handler } from './handler';
import type { Registry } from './registry';

type Attempt<T> = { value: T } | { error: NodeError };

async function attemptItem<T>(
	ctx: IExecuteFunctions,
	itemIndex: number,
	work: () => Promise<T>,
): Promise<Attempt<T>> {
	const result = await attempt(work());
	return 'value' in result ? result : { error: errorAt(ctx, itemIndex, result.error) };
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
function resultItem(
	ctx: IExecuteFunctions,
	item: INodeExecutionData,
	itemIndex: number,
): INodeExecutionData {
	const { error, json, pairedItem = { item: itemIndex } } = item;
	if (error !== undefined) return failedItem(ctx, itemIndex, error, json);
	return { ...item, json: withoutErrorKey(withoutProviderSecrets(json)), pairedItem };
}

/** Executes what is prepared: together where the handler does so, else one by one in order. */
async function executeItems(
	ctx: IExecuteFunctions,
	handler: Handler,
	prepared: Array<Attempt<unknown>>,
	onError: (error: NodeError) => void,
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

	const output: INodeExecutionData[] = [];
	for (const [i, preparation] of prepared.entries()) {
		const result =
			'error' in preparation ? preparation : await attemptItem(ctx, i, async () => await workOn(i));
		if ('error' in result) {
			onError(result.error);
			const error = handler.explain?.(ctx, i, result.error, 'value' in preparation) ?? result.error;
			output.push(failedItem(ctx, i, error));
		} else {
			output.push(...result.value.map((item) => resultItem(ctx, item, i)));
		}
	}
	return output;
}

/**
 * What came out of a run that went on after failures. Where the first item of the output holds an
 * `error` and Retry On Fail is on, n8n runs the node again, for all items: it gets the same again, as
 * what went well must not be done twice.
 */
const putOut = new WeakMap<object, INodeExecutionData[][]>();

/**
 * Runs the chosen operation for every item: first all are prepared, so that a bad item stops the
 * node before anything is sent, then they are executed in order. Under Continue On Fail a failed
 * item becomes an error item in its place and the others go on.
 */
export async function route(
	ctx: IExecuteFunctions,
	handlerOf: Registry,
): Promise<INodeExecutionData[][]> {
	const isRetried = ctx.getNode().retryOnFail === true && goesOn(ctx);
	// As a tool the node shares it with all other calls of the agent, and an agent asks once.
	if (!isRetried || isTool(ctx)) return await runItems(ctx, handlerOf);
	const run = ctx.getExecuteData();
	const output = putOut.get(run) ?? (await runItems(ctx, handlerOf));
	putOut.set(run, output);
	return output;
}

async function runItems(
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

	const onError = (error: NodeError): void => {
		if (!goesOn(ctx)) throw handler.beforeThrow?.(ctx, error) ?? error;
	};
	const prepared: Array<Attempt<unknown>> = [];
	for (let i = 0; i < items.length; i++) {
		const result = await attemptItem(ctx, i, async () => await handler.prepare?.(ctx, i));
		if ('error' in result) onError(asNotSent(result.error));
		prepared.push(result);
	}
	return [await executeItems(ctx, handler, prepared, onError)];
}
