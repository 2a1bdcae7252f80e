import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { listPages } from '../../../shared/api/pages';
import { asObject } from '../../../shared/base/values';
import { isOver } from '../../../shared/vapi/callStatus';
import { outcomeOfCall } from '../../../shared/vapi/endedReason';
import { dialTiming } from '../placing/dialTiming';
import type { DialSession } from '../placing/session';
import { clockOffsetOf, vapiTime } from '../placing/session';
import type { EarlierCall } from './ruleItems';
import type { CalledRecently } from './ruleSettings';
import { ruleTiming } from './ruleTiming';
import { namesIn } from './samePerson';

/** Calls of an answer of the list: with their transcripts, more would take long to come. */
const PAGE = 100;

/** Ends of a call that nobody answered. */
const UNANSWERED = ['no-answer', 'busy', 'voicemail', 'failed', 'canceled'];
/** Ends of a call that may never have rung. */
const NOT_RUNG = ['failed', 'canceled'];

interface ListedCall extends EarlierCall {
	id: string;
	names: string[];
	wasAnswered: boolean;
}

const momentOf = (...dates: unknown[]): number | undefined =>
	dates.map((date) => Date.parse(String(date))).find((moment) => !Number.isNaN(moment));

/**
 * A call as far as it matters here; undefined where it went to nobody. Whoever has not been called to
 * the end is being called: what comes of it is not known.
 */
function outboundCall(call: IDataObject): ListedCall | undefined {
	const { type, startedAt, endedAt, createdAt, customerId } = call;
	if (type === 'inboundPhoneCall') return undefined;
	const names = namesIn(asObject(call.customer), customerId);
	const id = String(call.id);
	if (names.length === 0) return undefined;
	if (!isOver(call)) {
		const { earliestAt } = asObject(call.schedulePlan);
		return { id, names, at: momentOf(startedAt, earliestAt), wasAnswered: true };
	}
	const outcome = String(outcomeOfCall(call));
	if (startedAt === undefined && NOT_RUNG.includes(outcome)) return undefined;
	const at = momentOf(startedAt, endedAt, createdAt);
	return { id, names, at, wasAnswered: !UNANSWERED.includes(outcome) };
}

/**
 * The outbound calls of the account that changed lately: read once in an execution, and from then on
 * what has come or changed since.
 */
export class RecentCalls {
	private readonly calls = new Map<string, ListedCall & { isOver: boolean }>();
	private readonly byName = new Map<string, Set<string>>();
	private readonly seen = new Set<string>();
	/** The beginning of what is read, and of the next look, in milliseconds by Vapi's clock. */
	private began = Infinity;
	private next = 0;
	/** When it was read last, in milliseconds since the process began. */
	private readAt = -Infinity;
	private offset = 0;
	private reading: Promise<void> = Promise.resolve();

	/**
	 * Makes sure that the calls are known, back to `hours` and as far as calls were scheduled ahead.
	 * @param ahead milliseconds that a call may have waited for its hours
	 * @throws where the list cannot be read
	 */
	async refresh(
		ctx: IExecuteFunctions,
		session: DialSession,
		itemIndex: number,
		{ hours, ahead }: { hours: number; ahead: number },
	): Promise<void> {
		const turn = this.reading.then(
			async () => await this.read(ctx, session, itemIndex, Math.max(hours * 3_600_000, ahead)),
		);
		this.reading = turn.catch(() => undefined);
		await turn;
	}

	private async read(
		ctx: IExecuteFunctions,
		session: DialSession,
		itemIndex: number,
		span: number,
	): Promise<void> {
		const now = performance.now();
		const wanted = Date.now() - span;
		const reachesBack = this.began <= wanted + this.offset;
		if (reachesBack && now - this.readAt < ruleTiming.fresh) return;
		const offset = await clockOffsetOf(ctx, session, itemIndex);
		const time = async (at: number) => await vapiTime(ctx, session, itemIndex, at, offset);
		const since = reachesBack ? this.next : await time(wanted);
		// What was placed before this look may still come into the list.
		const next = await time(Date.now() - dialTiming.listing);
		const query = { updatedAtGe: new Date(since).toISOString() };
		const request = { method: 'GET', path: '/call', query, itemIndex } as const;
		for await (const calls of listPages(ctx, request, 'createdAt', Infinity, PAGE)) {
			for (const call of calls) this.note(call);
		}
		this.began = Math.min(this.began, since);
		this.next = next;
		this.offset = offset ?? 0;
		this.readAt = now;
	}

	private note(call: IDataObject): void {
		const id = String(call.id);
		this.seen.add(id);
		for (const name of this.calls.get(id)?.names ?? []) this.byName.get(name)?.delete(id);
		this.calls.delete(id);
		const known = outboundCall(call);
		if (known === undefined) return;
		this.calls.set(id, { ...known, isOver: isOver(call) });
		for (const name of known.names) {
			const ids = this.byName.get(name) ?? new Set();
			this.byName.set(name, ids.add(id));
		}
	}

	/** Whether the list has shown a call, so that it is known what came of it. */
	has(id: string | undefined): boolean {
		return id !== undefined && this.seen.has(id);
	}

	/** The first call found that keeps somebody with one of these names from being called again. */
	earlierCall(names: string[], { hours, calls }: CalledRecently): EarlierCall | undefined {
		const from = Date.now() + this.offset - hours * 3_600_000;
		const ids = names.flatMap((name) => [...(this.byName.get(name) ?? [])]);
		return ids
			.flatMap((id) => this.calls.get(id) ?? [])
			.filter(({ wasAnswered }) => calls === 'all' || wasAnswered)
			.find((call) => !call.isOver || (call.at ?? Infinity) > from);
	}
}
