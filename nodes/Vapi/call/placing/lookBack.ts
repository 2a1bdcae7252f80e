import type { IExecuteFunctions } from 'n8n-workflow';

import { dialTiming } from './dialTiming';
import { executionBegan } from './family';
import type { Moment } from './record';
import { callsSince } from './search';
import type { Candidate } from './search';
import { clockOffsetOf, vapiTime } from './session';
import type { DialSession } from './session';

const HOUR = 3_600_000;

/**
 * Since when somebody may have been dialed before this retry, or beside it.
 * @param hours how far to look back where n8n does not say when the execution began
 */
export function retriedFrom(ctx: IExecuteFunctions, { record }: DialSession, hours: number): Moment {
	const { lookBackAt, retriedSince } = record;
	if (lookBackAt === undefined) return retriedSince ?? { at: Date.now() };
	return { at: executionBegan(ctx) ?? lookBackAt - hours * HOUR };
}

/**
 * The calls of the look-back as they are now, whoever placed them, newest first: listed whole the first
 * time in an execution, and from then on what may have come since.
 * @param hours how far to look back where n8n does not say when the execution began
 * @throws when the list cannot be read
 */
export async function callsSoFar(
	ctx: IExecuteFunctions,
	session: DialSession,
	itemIndex: number,
	hours: number,
): Promise<Candidate[]> {
	const { listed } = session.stay;
	const from = retriedFrom(ctx, session, hours);
	const known = listed.get(from.at);
	const began = known?.began ?? (await vapiTime(ctx, session, itemIndex, from.at, from.offset));
	const offset = await clockOffsetOf(ctx, session, itemIndex);
	// What was placed before it may still come into the list.
	const next = await vapiTime(ctx, session, itemIndex, Date.now() - dialTiming.listing, offset);
	const fresh = await callsSince(ctx, itemIndex, [], Math.max(began, known?.next ?? 0));
	const ids = new Set(fresh.map(({ id }) => id));
	const candidates = [...fresh, ...(known?.candidates ?? []).filter(({ id }) => !ids.has(id))];
	listed.set(from.at, { candidates, began, next });
	return candidates;
}
