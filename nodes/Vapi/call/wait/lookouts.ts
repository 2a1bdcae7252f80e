/** Answers a request to the resume URL: whether it was heard, or has to come again. */
export type AnswerReport = (heard: boolean) => void;

/**
 * What this process has heard of the calls that a sleeping execution waits for. It decides what is read
 * first and how long is waited for more, never what comes out; where it is lost, more is read.
 */
export class Lookout {
	/** A look is under way; reports that come meanwhile are covered by the one after it. */
	isLooking = false;
	/** When the execution was told to go on, in milliseconds since 1970. */
	wokenAt?: number;
	/** When the latest report came. */
	heardAt = 0;
	private readonly reports = new Map<string, number>();
	private readonly over = new Set<string>();
	private readonly missing = new Map<string, number>();
	private answers: AnswerReport[] = [];

	private readonly ids: Set<string>;

	constructor(ids: string[]) {
		this.ids = new Set(ids);
	}

	/** Whether it is for these calls, which tell one sleep of an execution from the next. */
	isFor(ids: string[]): boolean {
		return ids.length === this.ids.size && ids.every((id) => this.ids.has(id));
	}

	/** A request has come; it is answered once a look that begins after it is done. */
	join(answer: AnswerReport, reported: unknown): void {
		this.answers.push(answer);
		if (typeof reported !== 'string' || !this.ids.has(reported)) return;
		this.heardAt = Date.now();
		if (!this.reports.has(reported)) this.reports.set(reported, this.heardAt);
	}

	/** The requests that nobody has taken yet. */
	take(): AnswerReport[] {
		const taken = this.answers;
		this.answers = [];
		return taken;
	}

	/**
	 * What a look saw of a call.
	 * @param isOver null where Vapi does not know the call
	 * @param since when the look began
	 */
	saw(id: string, isOver: boolean | null, since: number): void {
		if (isOver === null) this.missing.set(id, this.missing.get(id) ?? since);
		else this.missing.delete(id);
		if (isOver) this.over.add(id);
		else this.over.delete(id);
	}

	/** A look that began then saw the call go on: reports that came before it were wrong. */
	doubt(id: string, since: number): void {
		if ((this.reports.get(id) ?? Infinity) < since) this.reports.delete(id);
	}

	/** When the call's report came; undefined where none has. */
	reportOf(id: string): number | undefined {
		return this.reports.get(id);
	}

	/** Since when Vapi does not know the call; undefined where it does. */
	missingSince(id: string): number | undefined {
		return this.missing.get(id);
	}

	/** Those first of which nothing says that they are over, so that few are read in vain. */
	inReadingOrder<T extends { id: string }>(calls: T[]): T[] {
		const isLikely = ({ id }: T) => this.over.has(id) || this.reports.has(id);
		const place = new Map(calls.map((call) => [call, Number(isLikely(call)) + Math.random()]));
		return [...calls].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
	}
}

/** So many executions are known at most; the one that was heard of least lately is forgotten first. */
const MOST = 100;

const LOOKOUTS = new Map<string, Lookout>();

/** The lookout of an execution while a look is under way. */
export function busyLookout(executionId: string): Lookout | undefined {
	const known = LOOKOUTS.get(executionId);
	return known?.isLooking === true ? known : undefined;
}

/** The lookout of an execution for these calls. */
export function lookoutFor(executionId: string, calls: Array<{ id: string }>): Lookout {
	const ids = calls.map(({ id }) => id);
	const known = LOOKOUTS.get(executionId);
	const lookout = known?.isFor(ids) === true ? known : new Lookout(ids);
	LOOKOUTS.delete(executionId);
	LOOKOUTS.set(executionId, lookout);
	const [oldest] = LOOKOUTS.size > MOST ? LOOKOUTS.keys() : [];
	if (oldest !== undefined) LOOKOUTS.delete(oldest);
	return lookout;
}
