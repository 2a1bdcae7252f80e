import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { itemsOf } from './callItems';
import type { PreparedCall } from '../../agent/types';
import { rings, targetsOf } from './identity';
import { dialOptions } from './dialOptions';
import { markedCall, placeAlone, withCallsOf } from './placeCall';
import { dialSession } from './session';
import { chunksOf } from './chunks';
import { errorFor } from './batchErrors';
import type { BatchOptions } from './batchOptions';
import { placeChunk } from './placeChunk';
import type { Placed } from './placeChunk';
import { runTasks } from './pool';
import type { Task } from './pool';
import { unmatchedItems } from './unmatched';

/** A call that is ready to be placed, and how it may go out. */
export interface Sendable {
	call: PreparedCall;
	sending: BatchOptions;
}

type Result = { value: INodeExecutionData[] } | { error: unknown };

/**
 * Places the calls of all items: together where the options allow it and they differ only in the
 * customer, and several requests at a time where the options say so. Where the node stops at
 * failures, nothing is sent any more once there is one.
 * @returns what came of each item, by its index
 * @throws the first failure, where the node stops at it
 */
export async function createAll(
	ctx: IExecuteFunctions,
	ready: Map<number, Sendable>,
): Promise<Map<number, Result>> {
	const results = new Map<number, Result>();
	const goesOn = ctx.continueOnFail();
	const tasks = chunksOf(shareables(ctx, ready)).map(
		(chunk): Task => ({
			concerns: chunk.flatMap(concernsOf),
			async run() {
				const placed = await placeOf(ctx, chunk);
				const outcomes = chunk.map(({ itemIndex }, index) =>
					resultOf(ctx, itemIndex, placed[index] as Placed),
				);
				chunk.forEach(({ itemIndex }, index) => results.set(itemIndex, outcomes[index] as Result));
				return goesOn || outcomes.every((outcome) => 'value' in outcome);
			},
		}),
	);
	const [first] = ready.values();
	await runTasks(tasks, first?.sending.parallelRequests ?? 1);
	if (!goesOn) throwFirst(ctx, results);
	await addUnmatched(ctx, results);
	return results;
}

/** Two requests for one person at a time could not be told apart if the outcome stays open. */
function concernsOf({ path, body }: PreparedCall): string[] {
	return rings(path, body) ? targetsOf(body).map(({ who }) => who) : [];
}

function shareables(ctx: IExecuteFunctions, ready: Map<number, Sendable>) {
	const { toolMode } = dialSession(ctx);
	return [...ready].map(([itemIndex, { call, sending }]) => {
		const options = dialOptions(ctx, itemIndex);
		const together = sending.batch && !toolMode;
		return {
			call: together ? markedCall(ctx, call, options) : call,
			size: together ? sending.batchSize : 1,
			terms: options,
		};
	});
}

async function placeOf(ctx: IExecuteFunctions, chunk: PreparedCall[]): Promise<Placed[]> {
	const [call] = chunk;
	if (call === undefined) return [];
	if (chunk.length > 1) return await placeChunk(ctx, chunk, dialOptions(ctx, call.itemIndex));
	try {
		return [{ call: await placeAlone(ctx, call) }];
	} catch (error) {
		return [{ error }];
	}
}

/** How many other failures an error names. */
const NAMED = 20;

/** Throws for the first item that failed, and names the others: n8n shows one error only. */
function throwFirst(ctx: IExecuteFunctions, results: Map<number, Result>): void {
	const failed = [...results]
		.flatMap(([itemIndex, outcome]) => ('error' in outcome ? [{ itemIndex, ...outcome }] : []))
		.sort((a, b) => a.itemIndex - b.itemIndex);
	const [first, ...others] = failed;
	if (first === undefined) return;
	const { itemIndex } = first;
	const text = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));
	const error = errorFor(ctx, itemIndex, first.error, `${text(first.error)} [item ${itemIndex}]`);
	const named = others
		.slice(0, NAMED)
		.map((other) => `[item ${other.itemIndex}] ${text(other.error)}`);
	if (others.length > NAMED) named.push(`${others.length - NAMED} more`);
	error.description = [
		error.description,
		named.length > 0 ? `Other items that were not placed or may not be: ${named.join('; ')}.` : '',
	]
		.filter(Boolean)
		.join(' ');
	throw withCallsOf(ctx, itemIndex, error);
}

const simplifies = (ctx: IExecuteFunctions, itemIndex: number): boolean =>
	ctx.getNodeParameter('simplify', itemIndex, true) === true;

function resultOf(ctx: IExecuteFunctions, itemIndex: number, outcome: Placed): Result {
	if ('error' in outcome) return outcome;
	try {
		return { value: itemsOf(ctx, itemIndex, outcome.call, simplifies(ctx, itemIndex)) };
	} catch (error) {
		return { error };
	}
}

/**
 * Puts calls that belong to no item behind the last item that has results; where none has, its
 * error names them.
 */
async function addUnmatched(ctx: IExecuteFunctions, results: Map<number, Result>): Promise<void> {
	const items = await unmatchedItems(ctx, simplifies(ctx, 0));
	if (items.length === 0) return;
	const order = [...results.keys()].sort((a, b) => b - a);
	const holder = order.find((i) => 'value' in (results.get(i) as Result)) ?? order[0] ?? 0;
	const result = results.get(holder);
	if (result === undefined) return;
	if ('value' in result) {
		result.value.push(...items);
		return;
	}
	const error = errorFor(ctx, holder, result.error);
	const ids = items.map(({ json }) => String(json.id)).join(', ');
	error.description = `${error.description ?? ''} Calls that Vapi placed and that fit no item: ${ids}.`;
	results.set(holder, { error });
}
