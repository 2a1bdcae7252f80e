import type { IExecuteFunctions } from 'n8n-workflow';

import { dialTiming } from './dialTiming';
import { familyOf } from './family';
import type { Target } from './identity';

/**
 * When a request of this process last dialed somebody, in milliseconds since the process began. One
 * a process: a retry has to know what another execution has just sent.
 */
const lastDialed = new Map<string, number>();

/** A person as this node calls them, in an execution and its retries. */
export function personOf(ctx: IExecuteFunctions, { who }: Target): string {
	return `${familyOf(ctx)}/${who}`;
}

/** Notes that a request dials these people now; what the list shows by itself is forgotten. */
export function noteDialed(people: string[]): void {
	const now = performance.now();
	for (const [person, at] of lastDialed) {
		if (now - at <= dialTiming.listing) break;
		lastDialed.delete(person);
	}
	for (const person of people) {
		// The oldest stand first, so that forgetting them needs no search.
		lastDialed.delete(person);
		lastDialed.set(person, now);
	}
}

/** Takes it back: Vapi said that it called none of them. */
export function forgetDialed(people: string[]): void {
	for (const person of people) lastDialed.delete(person);
}

/**
 * Milliseconds since this process last dialed somebody. Where it never did, the age of the process:
 * what was sent before is older.
 */
export function sinceDialed(person: string): number {
	return performance.now() - (lastDialed.get(person) ?? 0);
}
