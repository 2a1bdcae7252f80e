import type { IExecuteFunctions } from 'n8n-workflow';

import type { Dial } from '../placing/preparedCall';
import type { DialEntry } from '../placing/record';
import type { CalledRecently } from './ruleSettings';
import type { EarlierCall } from './ruleItems';
import { ruleTiming } from './ruleTiming';

interface Called {
	entry: DialEntry;
	/** In milliseconds since the process began. */
	noted: number;
	/** When the phone rings, in milliseconds since 1970. */
	at: number;
}

/** Whom this process has just called, by account and name: no list may show it yet. One a process. */
const calledHere = new Map<string, Called>();

/** Names of somebody as this process keeps them: another account's calls are another's. */
export function namesInAccount(ctx: IExecuteFunctions, names: string[]): string[] {
	const { id, name = '' } = ctx.getNode().credentials?.vapiApi ?? {};
	return names.map((each) => `called recently ${id ?? name} ${each}`);
}

/**
 * Notes that somebody has been called, or may have been.
 * @param at when the phone rings, in milliseconds since 1970
 */
export function noteCalled(names: string[], entry: DialEntry, at: number): void {
	const noted = performance.now();
	for (const [name, called] of calledHere) {
		if (noted - called.noted <= ruleTiming.remembered) break;
		calledHere.delete(name);
	}
	for (const name of names) {
		// The oldest stand first, so that forgetting them needs no search.
		calledHere.delete(name);
		calledHere.set(name, { entry, noted, at });
	}
}

/**
 * A call of this process that keeps somebody from being called again.
 * @param dial what is asked for: its own call does not count, nor one that may have been placed, where
 * calls to this person were looked for long enough to know that it was not
 * @param isListed whether a call is in the list, which then says more
 */
export function calledJustNow(
	names: string[],
	{ entry: own, fresh }: Pick<Dial, 'entry' | 'fresh'>,
	{ hours }: CalledRecently,
	isListed: (id: string | undefined) => boolean,
): EarlierCall | undefined {
	for (const name of names) {
		const called = calledHere.get(name);
		if (called === undefined || called.entry === own || isListed(called.entry.id)) continue;
		if (!fresh && called.entry.id === undefined) continue;
		if (performance.now() - called.noted > ruleTiming.remembered) continue;
		if (Date.now() - called.at < hours * 3_600_000) return { id: called.entry.id, at: called.at };
	}
	return undefined;
}
