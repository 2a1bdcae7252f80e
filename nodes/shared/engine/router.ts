import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { handlerFor } from '../../Vapi/operations';
import { withoutErrorKey } from './errorKey';

/** How one operation handles one item. */
export interface OperationHandler<Prepared = unknown> {
	/**
	 * Reads and checks everything of the item, before anything is sent for any item.
	 * @throws what stops the whole node, or this item under Continue On Fail
	 */
	prepare?(ctx: IExecuteFunctions, itemIndex: number): Promise<Prepared>;
	/** Does the work and gives the item's results. */
	execute(
		ctx: IExecuteFunctions,
		itemIndex: number,
		prepared: Prepared,
	): Promise<INodeExecutionData[]>;
	/**
	 * Stands in for `execute` where items are worked on together (one request for several, or several
	 * at a time). Gives items their results or what went wrong with them, by item index.
	 * Items that it leaves out are executed one by one afterwards.
	 * @param failed why items could not be prepared, under Continue On Fail; they keep their places
	 */
	executeAll?(
		ctx: IExecuteFunctions,
		prepared: Map<number, Prepared>,
		failed: Map<number, NodeApiError | NodeOperationError>,
	): Promise<Map<number, Outcome>>;
	/**
	 * Has the last word on an error that stops the node, since n8n drops what other items came to.
	 * @returns what is thrown instead, or the error itself
	 */
	beforeThrow?(
		ctx: IExecuteFunctions,
		itemIndex: number,
		error: NodeApiError | NodeOperationError,
	): unknown;
}

/** An operation whose `executeAll` leaves no item out. */
export type WholeHandler<Prepared = unknown> = Omit<OperationHandler<Prepared>, 'execute'> &
	Required<Pick<OperationHandler<Prepared>, 'executeAll'>>;

/** What runs an operation. */
export type Handler = OperationHandler | WholeHandler;

/** What came of an item in `executeAll`. */
export type Outcome = { value: INodeExecutionData[] } | { error: unknown };

type Attempt<T> = { value: T } | { error: NodeApiError | NodeOperationError };

/** Names the item in the message the way the editor does, which adds it only where it is missing. */
function named(
	ctx: IExecuteFunctions,
	itemIndex: number,
	error: unknown,
): NodeApiError | NodeOperationError {
	const known = error instanceof NodeApiError || error instanceof NodeOperationError;
	const result = known
		? error
		: new NodeOperationError(ctx.getNode(), error as Error, { itemIndex });
	result.context.itemIndex ??= itemIndex;
	if (!result.message.includes('[item ')) result.message += ` [item ${itemIndex}]`;
	return result;
}

async function attempt<T>(
	ctx: IExecuteFunctions,
	itemIndex: number,
	work: () => Promise<T>,
): Promise<Attempt<T>> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error: named(ctx, itemIndex, error) };
	}
}

/** An item whose handling failed, in its place: what came in, and why nothing came out. */
function failedItem(
	item: INodeExecutionData | undefined,
	itemIndex: number,
	error: NodeApiError | NodeOperationError,
): INodeExecutionData {
	const json = { ...item?.json };
	delete json.error;
	return { json, error, pairedItem: { item: itemIndex } };
}

/**
 * Runs the chosen operation for every item: first all are prepared, so that a bad item stops the
 * node before anything is sent, then they are executed in order. Under Continue On Fail a failed
 * item becomes an error item in its place and the others go on.
 */
export async function route(ctx: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = ctx.getInputData();
	if (items.length === 0) return [[]];
	const resource = ctx.getNodeParameter('resource', 0) as string;
	const operation = ctx.getNodeParameter('operation', 0) as string;
	const handler = handlerFor(resource, operation);
	if (handler === undefined) {
		throw new NodeOperationError(ctx.getNode(), `There is no operation '${operation}' here`, {
			description: `Choose an operation of the resource '${resource}'.`,
		});
	}

	const goesOn = ctx.continueOnFail();
	const stopping = (i: number, error: NodeApiError | NodeOperationError): unknown =>
		handler.beforeThrow === undefined ? error : handler.beforeThrow(ctx, i, error);
	const prepared: Array<Attempt<unknown>> = [];
	for (let i = 0; i < items.length; i++) {
		const result = await attempt(ctx, i, async () => await handler.prepare?.(ctx, i));
		if ('error' in result && !goesOn) throw stopping(i, result.error);
		prepared.push(result);
	}

	const ready = new Map(
		prepared.flatMap((result, i) => ('value' in result ? [[i, result.value] as const] : [])),
	);
	const failed = new Map(
		prepared.flatMap((result, i) => ('error' in result ? [[i, result.error] as const] : [])),
	);
	const together = await handler.executeAll?.(ctx, ready, failed);
	const workOn = async (i: number): Promise<INodeExecutionData[]> => {
		const outcome = together?.get(i);
		if (outcome === undefined) {
			return 'execute' in handler ? await handler.execute(ctx, i, ready.get(i)) : [];
		}
		if ('error' in outcome) throw outcome.error;
		return outcome.value;
	};

	const output: INodeExecutionData[] = [];
	for (const [i, preparation] of prepared.entries()) {
		const result =
			'error' in preparation ? preparation : await attempt(ctx, i, async () => await workOn(i));
		if ('error' in result) {
			if (!goesOn) throw stopping(i, result.error);
			output.push(failedItem(items[i], i, result.error));
			continue;
		}
		for (const item of result.value) {
			const json = item.error === undefined ? withoutErrorKey(item.json) : item.json;
			output.push({ ...item, json, pairedItem: item.pairedItem ?? { item: i } });
		}
	}
	return [output];
}
