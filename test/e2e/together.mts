import { setTimeout as delay } from 'node:timers/promises';
import type { RestClient } from '../../scripts/n8n/rest.mts';
import type { N8nServer } from '../../scripts/n8n/server.mts';
import { deliver } from './deliver.mts';
import type { Environment } from './environment.mts';
import { reaches } from './executions.mts';
import type { Execution } from './executions.mts';

/** Goes on until the test ends it. */
const ENDLESS = '+15555550165';

/** What calls that end together were for Vapi and for n8n. */
export interface EndedTogether {
	execution: Execution;
	/** IDs of the calls, in the order of the items. */
	ids: string[];
	/** Requests that reached Vapi. */
	requests: number;
	/** Reports that reached n8n, each as often as it was sent, by the status of the answer. */
	reports: Record<string, number>;
	/** Statuses that n8n gave somebody else meanwhile. */
	others: Set<number>;
	/** Longest time that somebody else waited for an answer, and from the end to the results, in ms. */
	slowest: number;
	took: number;
}

/** Asks for n8n's health until told to stop. */
async function visit(url: string, stop: AbortSignal, seen: EndedTogether): Promise<void> {
	while (!stop.aborted) {
		const asked = Date.now();
		const { status } = await fetch(`${url}/healthz`);
		seen.others.add(status);
		seen.slowest = Math.max(seen.slowest, Date.now() - asked);
		await delay(100);
	}
}

/**
 * Starts the workflow `slug` (a webhook that takes numbers, and Create and Wait by webhook) with so many
 * numbers, ends all calls at once when it sleeps, and waits for its results and for the last report.
 */
export async function endTogether(
	{ sandbox }: Environment,
	{ url }: N8nServer,
	n8n: RestClient,
	slug: string,
	count: number,
): Promise<EndedTogether> {
	sandbox.reset();
	await deliver(url, slug, { numbers: Array.from({ length: count }, () => ENDLESS) });
	await reaches(n8n, slug, 'waiting');
	const ids = sandbox.dials.map(({ callId }) => callId);
	// What nobody picked up brings no data.
	while (!ids.every((id) => sandbox.state.calls.get(id)?.startedAt)) await delay(100);
	const stop = new AbortController();
	const begun = Date.now();
	const seen = { ids, reports: {}, others: new Set(), slowest: 0 } as unknown as EndedTogether;
	const visits = visit(url, stop.signal, seen);
	await Promise.all(ids.map(async (id) => await sandbox.end(id)));
	seen.execution = await reaches(n8n, slug, 'success', 'error', 'crashed', 'canceled');
	seen.took = Date.now() - begun;
	stop.abort();
	await visits;
	seen.requests = sandbox.requests.length;
	for (const { status } of sandbox.deliveries.flatMap(({ attempts }) => attempts)) {
		seen.reports[String(status)] = (seen.reports[String(status)] ?? 0) + 1;
	}
	return seen;
}
