import type { FaultRule } from '../../../../../sandbox/faults.mts';

/**
 * What a fault leaves behind, which decides what must come out:
 * `accepted`: the call exists and rings. `absent`: it does not, and nobody can know at once.
 * `refused`: it provably does not. `busy`: the same, and another POST will do.
 */
export type Aftermath = 'accepted' | 'absent' | 'refused' | 'busy';

export interface Fault {
	aftermath: Aftermath;
	/** Rule of the sandbox; the number and `times` are added. Missing: no connection at all. */
	rule?: Omit<FaultRule, 'match' | 'times'>;
	/** The answer comes after the time-out, so the looks have to go on for longer. */
	slow?: boolean;
}

/** Milliseconds that a POST may take in these tests, and what a slow one takes. */
export const ANSWER_WITHIN = 150;
const SLOW = 225;

const message = (text: string, statusCode: number) => ({ message: text, statusCode });
const status = (code: number, rest: Partial<FaultRule> = {}) => ({
	kind: 'status' as const,
	status: code,
	body: message(`Set by a test: ${code}`, code),
	...rest,
});

/** Everything that Vapi or the network can do to a POST. */
export const FAULTS: Record<string, Fault> = {
	'400': { aftermath: 'refused', rule: status(400) },
	'401': { aftermath: 'refused', rule: status(401) },
	'402': { aftermath: 'refused', rule: status(402) },
	'408': { aftermath: 'absent', rule: status(408) },
	'429 with Retry-After': {
		aftermath: 'busy',
		rule: status(429, { headers: { 'retry-after': '0' } }),
	},
	'429 without Retry-After': { aftermath: 'busy', rule: status(429) },
	'400 Over Concurrency Limit': {
		aftermath: 'busy',
		rule: status(400, { body: message('Over Concurrency Limit', 400) }),
	},
	'500 before accept': { aftermath: 'absent', rule: status(500) },
	'502 before accept': { aftermath: 'absent', rule: status(502) },
	'503 before accept': { aftermath: 'absent', rule: status(503) },
	'500 after accept': { aftermath: 'accepted', rule: { kind: 'statusAfterAccept', status: 500 } },
	'reset before accept': { aftermath: 'absent', rule: { kind: 'resetBeforeAccept' } },
	'reset after accept': { aftermath: 'accepted', rule: { kind: 'resetAfterAccept' } },
	'answer after the time-out': {
		aftermath: 'accepted',
		rule: { kind: 'delay', ms: SLOW, when: 'after' },
		slow: true,
	},
	'accepted after the time-out': {
		aftermath: 'accepted',
		rule: { kind: 'delay', ms: SLOW, when: 'before' },
		slow: true,
	},
	'201 with a broken body': { aftermath: 'accepted', rule: { kind: 'brokenBody' } },
	'201 with concurrencyBlocked': { aftermath: 'accepted', rule: { kind: 'concurrencyBlocked' } },
	'connection refused': { aftermath: 'refused' },
};

/** Which of the three items a fault hits. */
export const POSITIONS: Record<string, number[]> = {
	'first item': [0],
	'middle item': [1],
	'last item': [2],
	'all items': [0, 1, 2],
};
