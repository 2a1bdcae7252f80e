import type { DialSession } from '../placing/session';
import { RecentCalls } from './recentCalls';

/** What the rules know of an execution while it is in this process, through all tries and runs of the node. */
export interface RulesState {
	recentCalls: RecentCalls;
	/** Whom a dry run would have called, by name, with the time in milliseconds since 1970. */
	planned: Map<string, number>;
	/** Requests and people of a dry run. */
	requests: number;
	people: number;
}

const states = new WeakMap<object, RulesState>();

/** The state of the execution that a session belongs to. */
export function rulesState({ stay }: DialSession): RulesState {
	const known = states.get(stay);
	if (known) return known;
	const state = { recentCalls: new RecentCalls(), planned: new Map(), requests: 0, people: 0 };
	states.set(stay, state);
	return state;
}
