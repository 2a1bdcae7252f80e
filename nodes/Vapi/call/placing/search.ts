import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../../shared/base/values';
import { listPages } from '../../../shared/api/pages';
import { differences, hasCaller, inBrief, reaches, valuesIn, withOverrides } from './identity';
import type { Target } from './identity';
import { markerOf } from './marker';

/** What is kept of a listed call: enough to compare it, not its transcript. */
export interface Candidate {
	id: string;
	call: IDataObject;
	marker?: string;
}

const KEPT = [
	'type',
	'customer',
	'customerId',
	'assistantId',
	'squadId',
	'workflowId',
	'phoneNumberId',
] as const;
/** Calls of a page: a look soon after a POST finds few. */
const PAGE = 100;

function candidate(call: IDataObject): Candidate {
	const kept: IDataObject = {};
	for (const key of KEPT) kept[key] = call[key];
	kept.customer = inBrief(withOverrides(asObject(call.customer), call));
	return { id: String(call.id), call: kept, marker: markerOf(call) };
}

/** What all have, or undefined where they differ. */
function common<T>(values: T[]): T | undefined {
	return new Set(values).size === 1 ? values[0] : undefined;
}

/**
 * Every call that was created at or after `since`, newest first.
 * @param targets only calls with the agent and line that these have in common
 * @param since milliseconds by Vapi's clock
 */
export async function callsSince(
	ctx: IExecuteFunctions,
	itemIndex: number,
	targets: Target[],
	since: number,
): Promise<Candidate[]> {
	const assistantId = common(targets.map(({ caller }) => caller.assistantId));
	const phoneNumberId = common(targets.map(({ caller }) => caller.phoneNumberId));
	const query: IDataObject = { createdAtGe: new Date(since).toISOString() };
	if (assistantId !== undefined) query.assistantId = assistantId;
	if (phoneNumberId !== undefined) query.phoneNumberId = phoneNumberId;
	const request = { method: 'GET', path: '/call', query, itemIndex } as const;
	const found: Candidate[] = [];
	for await (const calls of listPages(ctx, request, 'createdAt', Infinity, PAGE)) {
		found.push(...calls.map(candidate));
	}
	return found;
}

/**
 * The candidates that reach the target's person: those first that have its agent and line, and of
 * them those that differ least from what was asked for. Equal ones keep their order.
 */
export function likestFirst(target: Target, candidates: Candidate[]): Candidate[] {
	const wanted = valuesIn(inBrief(target.customer));
	return candidates
		.filter(({ call }) => reaches(target, call))
		.map((one) => ({
			one,
			other: Number(!hasCaller(target, one.call)),
			distance: differences(wanted, valuesIn(one.call.customer)),
		}))
		.sort((a, b) => a.other - b.other || a.distance - b.distance)
		.map(({ one }) => one);
}

/**
 * The first of the candidates that may be the target's. Calls that some item has already are left
 * out. Where a call carries a marker of ours, the marker decides.
 * @param isOurs whether a marker names this item
 */
export function pick(
	candidates: Candidate[],
	claimed: Record<string, true>,
	isOurs: (marker: string) => boolean,
): Candidate | undefined {
	const free = candidates.filter(({ id }) => !Object.hasOwn(claimed, id));
	const certain = free.find(({ marker }) => marker !== undefined && isOurs(marker));
	return certain ?? free.find(({ marker }) => marker === undefined);
}
