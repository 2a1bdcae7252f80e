import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { errorOfItem } from '../../../shared/api/errorFactory';
import type { Result } from '../../../shared/base/result';
import { attempt, messageOf } from '../../../shared/base/result';
import { goesOn } from '../../../shared/engine/failedItem';
import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';
import { itemsOf } from './callItems';
import { chunksOf } from './chunks';
import type { Shareable } from './chunks';
import { rings, targetsOf } from './identity';
import { markedCall, placeCall } from './placeCall';
import { placeChunk } from './placeChunk';
import { runTasks } from './pool';
import type { Task } from './pool';
import type { BatchOptions, PreparedCall } from './preparedCall';
import { dialSession } from './session';
import { unmatchedItems } from './unmatched';

/** A call that is ready to be placed, and how it may go out. */
export interface Sendable {
	call: PreparedCall;
	sending: BatchOptions;
}

type Results = Map<number, Result<INodeExecutionData[]>>;

/**
 * Places the calls of all items: together where the options allow it and they differ only in the
 * customer, and several requests at a time where the options say so. Where the node stops at
 * failures, nothing is sent any more once there is one, and its error names the others.
 * @returns what came of each item, by its index
 */
export async function placeAll(
	ctx: IExecuteFunctions,
	ready: Map<number, Sendable>,
): Promise<Results> {
	const results: Results = new Map();
	const isGoingOn = goesOn(ctx);
	const tasks = chunksOf(shareables(ctx, ready)).map(
		(chunk): Task => ({
			concerns: chunk.flatMap(concernsOf),
			async run() {
				const placed = await placeTogether(ctx, chunk);
				const own = chunk.map((call, index) => itemResult(ctx, call, placed[index]));
				chunk.forEach(({ itemIndex }, index) => {
					const result = own[index];
					if (result !== undefined) results.set(itemIndex, result);
				});
				return isGoingOn || own.every((result) => 'value' in result);
			},
		}),
	);
	const [first] = ready.values();
	if (first === undefined) return results;
	await runTasks(tasks, first.sending.parallelRequests);
	if (!isGoingOn && [...results.values()].some((result) => 'error' in result)) {
		nameOthers(ctx, results);
	} else {
		await addUnmatched(ctx, results, first.call.output);
	}
	return results;
}

/** Two requests for one person at a time could not be told apart if the outcome stays open. */
function concernsOf({ path, body }: PreparedCall): string[] {
	return rings(path, body) ? targetsOf(body).map(({ who }) => who) : [];
}

function shareables(ctx: IExecuteFunctions, ready: Map<number, Sendable>): Shareable[] {
	const { toolMode } = dialSession(ctx);
	return [...ready.values()].map(({ call, sending }) => {
		const together = sending.batch && !toolMode;
		return {
			call: together ? markedCall(ctx, call) : call,
			size: together ? sending.batchSize : 1,
		};
	});
}

async function placeTogether(
	ctx: IExecuteFunctions,
	[first, ...others]: PreparedCall[],
): Promise<Array<Result<IDataObject>>> {
	if (first === undefined) return [];
	if (others.length > 0) return await placeChunk(ctx, [first, ...others]);
	return [await attempt(placeCall(ctx, first))];
}

function itemResult(
	ctx: IExecuteFunctions,
	{ itemIndex, output }: PreparedCall,
	placed: Result<IDataObject> = { error: new Error('Nothing is known of this call') },
): Result<INodeExecutionData[]> {
	if ('error' in placed) return placed;
	try {
		return { value: itemsOf(ctx, itemIndex, placed.value, output) };
	} catch (error) {
		return { error };
	}
}

/** How many other failures an error names. */
const NAMED = 20;

/** Makes the error of the first item that failed name the others: n8n shows one error only. */
function nameOthers(ctx: IExecuteFunctions, results: Results): void {
	const failed = [...results]
		.flatMap(([itemIndex, result]) => ('error' in result ? [{ itemIndex, ...result }] : []))
		.sort((a, b) => a.itemIndex - b.itemIndex);
	const [first, ...others] = failed;
	if (first === undefined) return;
	const error = errorOfItem(ctx, first.error, first.itemIndex);
	results.set(first.itemIndex, { error });
	const named = others
		.slice(0, NAMED)
		.map((other) => `[item ${other.itemIndex}] ${messageOf(other.error)}`);
	if (others.length > NAMED) named.push(`${others.length - NAMED} more`);
	if (named.length === 0) return;
	const sentence = `Other items that were not placed or may not be: ${named.join('; ')}.`;
	error.description = [error.description, sentence].filter(Boolean).join(' ');
}

/**
 * Puts calls that belong to no item behind the last item that has results; where none has, its
 * error names them.
 */
async function addUnmatched(
	ctx: IExecuteFunctions,
	results: Results,
	output: OutputChoice,
): Promise<void> {
	const items = await unmatchedItems(ctx, output);
	const order = [...results].sort(([a], [b]) => b - a);
	const [holder, result] = order.find(([, each]) => 'value' in each) ?? order[0] ?? [];
	if (items.length === 0 || holder === undefined || result === undefined) return;
	if ('value' in result) {
		result.value.push(...items);
		return;
	}
	const error = errorOfItem(ctx, result.error, holder);
	const ids = items.map(({ json }) => String(json.id)).join(', ');
	error.description = `${error.description ?? ''} Calls that Vapi placed and that fit no item: ${ids}.`;
	results.set(holder, { error });
}
