import type { Core } from '../core.mts';
import { objectOr, type Entity, type JsonObject } from '../types.mts';
import { assistantOf } from './agent.mts';
import { artifactOf, costsOf, linesOf } from './ending.mts';
import { artifactsArrive, outputsArrive } from './afterEnd.mts';
import { converse } from './conversation.mts';
import { storyOf, type Story } from './story.mts';

interface Step {
	/** Milliseconds at human speed before it happens. */
	after: number;
	run(): void | Promise<void>;
}

/** A call on its way. */
interface Run {
	call: Entity;
	story: Story;
	steps: Step[];
	timer?: NodeJS.Timeout;
	/** When someone picked up, by the machine's clock. */
	pickedUpAt?: number;
	/** The step that is running right now. */
	busy?: Promise<void>;
}

/** Longest time that a timer takes; one that is set for longer fires at once. In ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How far into a conversation the server hears of it, in milliseconds at human speed. */
const CONVERSING = 1500;

const ARTIFACTS_AFTER = { soon: 2000, late: 60_000, never: 0 };

/**
 * Moves calls from queued to ended and beyond (artifacts and structured outputs come after the end).
 * The pace is the sandbox's time scale; with 0 nothing moves until `step` is called.
 */
export class Life {
	private readonly core: Core;
	private readonly runs = new Map<string, Run>();
	private readonly ended: Array<(call: Entity) => void> = [];

	constructor(core: Core) {
		this.core = core;
	}

	/** Has somebody told of every call that ends. */
	onEnd(hear: (call: Entity) => void): void {
		this.ended.push(hear);
	}

	/** Starts the life of an accepted call; `wait` are milliseconds at human speed before it. */
	start(call: Entity, wait = 0): void {
		const story = storyOf(call.type === 'outboundPhoneCall' ? objectOr(call.customer).number : '');
		const run: Run = { call, story, steps: [] };
		this.runs.set(call.id, run);
		this.plan(run, wait);
		this.next(run);
	}

	/** Does the next thing in a call's life now. False when there is nothing left to do. */
	async step(callId: string): Promise<boolean> {
		const run = this.runs.get(callId);
		if (!run) return false;
		await run.busy;
		if (!run.steps.length) return false;
		clearTimeout(run.timer);
		await this.take(run);
		return true;
	}

	/** Ends a call from outside, the way `endedReason` says. False if it had ended already. */
	async end(callId: string, endedReason: string): Promise<boolean> {
		const run = this.runs.get(callId);
		if (!run || run.call.status === 'ended') return false;
		clearTimeout(run.timer);
		run.steps = [this.ending(run, 0, endedReason), ...this.afterwards(run)];
		await this.take(run);
		return true;
	}

	/** Forgets a call (erased, or a scheduled one that was cancelled). */
	forget(callId: string): void {
		clearTimeout(this.runs.get(callId)?.timer);
		this.runs.delete(callId);
	}

	/** Stops everything. */
	clear(): void {
		for (const id of [...this.runs.keys()]) this.forget(id);
	}

	/** Calls that hold a slot of the account: everything that has begun and not ended. */
	active(): number {
		const holding = ['queued', 'ringing', 'in-progress', 'forwarding'];
		return [...this.runs.values()].filter(({ call }) => holding.includes(String(call.status)))
			.length;
	}

	private plan(run: Run, wait: number): void {
		const { call, story } = run;
		const steps: Step[] = [];
		if (call.status === 'scheduled') {
			steps.push({ after: wait, run: () => this.to(run, 'queued') });
		}
		if (story.rings) steps.push({ after: 500, run: () => this.ring(run) });
		if (story.answered) {
			steps.push({ after: 2500, run: () => this.pickUp(run) });
			steps.push({ after: CONVERSING, run: () => converse(this.core, call) });
		}
		if (!story.endless) {
			steps.push(this.ending(run, story.answered ? story.talkSeconds * 1000 - CONVERSING : 3000));
			steps.push(...this.afterwards(run));
		}
		run.steps = steps;
	}

	private ending(run: Run, after: number, endedReason?: string): Step {
		return { after, run: () => this.hangUp(run, endedReason) };
	}

	private afterwards(run: Run): Step[] {
		const { core } = this;
		const { call, story } = run;
		const wait = ARTIFACTS_AFTER[story.artifacts];
		return [
			{ after: wait, run: () => artifactsArrive(core, call, story) },
			{ after: 2000, run: () => outputsArrive(core, call) },
			{ after: 0, run: () => core.webhooks.endOfCall(call) },
		];
	}

	private next(run: Run): void {
		const [step] = run.steps;
		const { timeScale } = this.core.options;
		if (!step || timeScale === 0) return;
		const wait = step.after * timeScale;
		// A call scheduled for years from now stays scheduled for as long as a sandbox lives.
		if (wait > LONGEST_TIMER) return;
		run.timer = setTimeout(() => void this.take(run), wait);
	}

	private async take(run: Run): Promise<void> {
		const step = run.steps.shift();
		if (!step) return;
		run.busy = Promise.resolve(step.run());
		await run.busy;
		run.busy = undefined;
		if (this.runs.get(run.call.id) === run) {
			clearTimeout(run.timer);
			this.next(run);
		}
	}

	/** Sets a status and tells the server. */
	private async to(run: Run, status: string, fields: JsonObject = {}): Promise<void> {
		const { call } = run;
		Object.assign(call, fields, { status, updatedAt: this.core.clock.iso() });
		await this.core.webhooks.status(call);
	}

	private async ring(run: Run): Promise<void> {
		const dial = this.core.dials.find(({ callId }) => callId === run.call.id);
		if (dial) dial.rangAt = this.core.clock.iso();
		await this.to(run, 'ringing');
	}

	private async pickUp(run: Run): Promise<void> {
		run.pickedUpAt = Date.now();
		await this.to(run, 'in-progress', { startedAt: this.core.clock.iso() });
	}

	private async hangUp(run: Run, endedReason?: string): Promise<void> {
		const { call, story } = run;
		const { core } = this;
		const reason = endedReason ?? story.endedReason;
		const { timeScale } = core.options;
		const elapsed = (Date.now() - (run.pickedUpAt ?? 0)) / (timeScale || 1);
		// Ended in its own time, a call lasts as long as its story says, however fast the sandbox runs.
		const talked = endedReason ? Math.min(elapsed, story.talkSeconds * 1000) : story.talkSeconds * 1000;
		const milliseconds = call.startedAt ? Math.round(talked) : 0;
		const begun = call.startedAt ? Date.parse(String(call.startedAt)) : core.clock.now();
		const assistant = assistantOf(call, core.store);
		call.endedReason = reason;
		const lines = call.startedAt ? linesOf(call, core.store) : [];
		await this.to(run, 'ended', {
			endedAt: new Date(begun + milliseconds).toISOString(),
			...costsOf(milliseconds / 1000, assistant),
			artifact: lines.length ? artifactOf(call, core.store, lines) : {},
			analysis: {},
		});
		for (const hear of this.ended) hear(call);
	}
}
