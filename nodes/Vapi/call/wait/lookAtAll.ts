import type { IDataObject } from 'n8n-workflow';

import { isCancelled, pause } from '../../../shared/api/cancellation';
import type { VapiContext } from '../../../shared/api/exchange';
import { isOver } from '../../../shared/vapi/callStatus';
import { isComplete, lastChange, missingOutputs } from './completeness';
import type { Lookout } from './lookouts';
import { readCalls } from './readCalls';
import type { CallsRead } from './readCalls';
import type { WaitingCall } from './waitingRecord';
import { waitTiming } from './waitTiming';

/** So many calls are read one after the other before the rest is read together. */
const ONE_BY_ONE = 4;

/** What a look is at. */
interface Subject {
	ctx: VapiContext;
	waiting: WaitingCall[];
	/** Keeps from one look to the next what helps to read little. */
	lookout: Lookout;
	/** When the look must be over, in milliseconds since 1970. */
	until: number;
	/** How long data that were asked for are waited for, in milliseconds. */
	artifacts: number;
}

/** One look at all calls of an execution, by whoever heard that it may be worth it. */
export class Look {
	private readonly subject: Subject;
	private readonly calls: CallsRead = new Map();
	private readonly readAt = new Map<string, number>();

	constructor(subject: Subject) {
		this.subject = subject;
	}

	/**
	 * The calls by ID once all have ended, with the data that come after the end as far as they come in
	 * time; one that Vapi has not known for a while has been deleted, and is none.
	 * @returns undefined where one goes on
	 * @throws NodeApiError where Vapi does not hand one out
	 */
	async finishedCalls(): Promise<CallsRead | undefined> {
		if (!(await this.haveAllEnded())) return undefined;
		const dataUntil = Date.now() + this.subject.artifacts;
		for (;;) {
			const now = Date.now();
			const lacking = this.subject.waiting.filter((one) => this.lacks(one, now, dataUntil));
			const isDone = lacking.length === 0 && !this.expectsReports(now);
			const isLate = now + waitTiming.afterEnd >= this.subject.until || isCancelled(this.subject.ctx);
			if (isDone || isLate) return this.calls;
			await pause(this.subject.ctx, waitTiming.afterEnd);
			const open = lacking.length === 0 ? [] : await this.read(lacking);
			if (!(await this.areOver(open))) return undefined;
		}
	}

	/** Reads the calls until one is found that goes on. */
	private async haveAllEnded(): Promise<boolean> {
		const order = this.subject.lookout.inReadingOrder(this.subject.waiting);
		for (let done = 0, count = 1; done < order.length; done += count) {
			// The more have ended, the more likely it is that all have.
			count = done < ONE_BY_ONE ? Math.max(done, 1) : order.length - done;
			const open = await this.read(order.slice(done, done + count));
			if (!(await this.areOver(open))) return false;
		}
		return true;
	}

	/** Reads some, and gives those that go on. */
	private async read(some: WaitingCall[], mayList?: boolean): Promise<WaitingCall[]> {
		const since = Date.now();
		const found = await readCalls(this.subject.ctx, some, this.subject.until, mayList);
		return some.filter((one) => {
			const call = found.get(one.id) ?? null;
			const known = this.calls.get(one.id);
			// No call comes back to life: an answer that says so is older than the one before.
			const isOlder = known && isOver(known) && !(call && isOver(call));
			if (!isOlder) this.calls.set(one.id, call);
			this.readAt.set(one.id, since);
			const isOpen = !isOlder && call !== null && !isOver(call);
			this.subject.lookout.saw(one.id, call === null ? null : !isOpen, since);
			return isOpen && !one.timedOut;
		});
	}

	/**
	 * Whether calls that were found to go on are over all the same: Vapi's answers may lag behind its
	 * reports. One is asked for again, and where that is over, the others, each by its ID.
	 */
	private async areOver(open: WaitingCall[]): Promise<boolean> {
		if (open.length === 0) return true;
		const [first, ...rest] = open.filter(({ id }) => this.subject.lookout.reportOf(id) !== undefined);
		const isContradicted = first !== undefined && rest.length + 1 === open.length;
		if (isContradicted) await pause(this.subject.ctx, waitTiming.afterEnd);
		const stillOpen =
			isContradicted && (await this.read([first])).length === 0
				? await this.read(rest, false)
				: open;
		for (const { id } of stillOpen) this.subject.lookout.doubt(id, this.readAt.get(id) ?? 0);
		return stillOpen.length === 0;
	}

	/** Whether something of an ended call may still come. */
	private lacks({ id, outputs, timedOut }: WaitingCall, now: number, dataUntil: number): boolean {
		if (timedOut) return false;
		const call = this.calls.get(id) ?? null;
		if (call === null) return now - (this.subject.lookout.missingSince(id) ?? now) < waitTiming.gone;
		const report = this.subject.lookout.reportOf(id);
		if (report !== undefined && report >= (this.readAt.get(id) ?? 0)) return true;
		if (now >= dataUntil) return false;
		if (report !== undefined) return missingOutputs(call, outputs).length > 0;
		return !isComplete(call, outputs, now - lastChange(call), waitTiming.quiet);
	}

	/**
	 * Whether reports of calls that ended together are still on their way: once the execution goes on, n8n
	 * refuses them, and they come again and again.
	 */
	private expectsReports(now: number): boolean {
		const isFresh = ({ id }: WaitingCall) => {
			const call: IDataObject | null = this.calls.get(id) ?? null;
			return call !== null && now - lastChange(call) < waitTiming.artifacts;
		};
		const isUnheard = (one: WaitingCall) => this.subject.lookout.reportOf(one.id) === undefined;
		const isLately = now < this.subject.lookout.heardAt + waitTiming.reports;
		return isLately && this.subject.waiting.some((one) => isUnheard(one) && isFresh(one));
	}
}
