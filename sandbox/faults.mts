import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { isObject, listOr, objectOr, type RecordedRequest, type Reply } from './types.mts';
import { reset, send } from './http/exchange.mts';

/** What goes wrong. "After accept" means that the call exists and rings, and its answer does not come. */
export type FaultKind =
	| 'status'
	| 'statusAfterAccept'
	| 'resetBeforeAccept'
	| 'resetAfterAccept'
	| 'delay'
	| 'brokenBody'
	| 'concurrencyBlocked';

/** A fault on demand; a request takes the first rule that fits it. */
export interface FaultRule {
	kind: FaultKind;
	method?: string;
	/** Pattern for the path; as text, the source of a regular expression. */
	path?: string | RegExp;
	/** Only requests that dial this number, alone or among customers[]. */
	match?: { number?: string };
	/** How many requests it hits; all of them when left out. */
	times?: number;
	/** How many fitting requests go through before the first hit. */
	skip?: number;
	/** For `status` and `statusAfterAccept`. */
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** For `delay`: milliseconds, before the request is read into the account or after. */
	ms?: number;
	when?: 'before' | 'after';
}

interface ActiveRule extends FaultRule {
	seen: number;
	hits: number;
}

const numbersOf = ({ body }: RecordedRequest): unknown[] => {
	if (!isObject(body)) return [];
	return [body.customer, ...listOr(body.customers)].map((customer) => objectOr(customer).number);
};

const fits = (rule: FaultRule, request: RecordedRequest): boolean =>
	(!rule.method || rule.method.toUpperCase() === request.method) &&
	(!rule.path || new RegExp(rule.path).test(request.path)) &&
	(!rule.match?.number || numbersOf(request).includes(rule.match.number));

/** The rules that are in force. */
export class Faults {
	private rules: ActiveRule[] = [];

	/** Adds a rule behind those that are there. */
	add(rule: FaultRule): void {
		this.rules.push({ ...rule, seen: 0, hits: 0 });
	}

	/** Lifts all rules. */
	clear(): void {
		this.rules = [];
	}

	/** The rule that this request runs into, counted as a hit. */
	take(request: RecordedRequest): FaultRule | undefined {
		for (const rule of this.rules) {
			if (rule.hits >= (rule.times ?? Infinity) || !fits(rule, request)) continue;
			rule.seen += 1;
			if (rule.seen <= (rule.skip ?? 0)) continue;
			rule.hits += 1;
			return rule;
		}
		return undefined;
	}
}

const ruled = (rule: FaultRule, fallback: number): Reply => ({
	status: rule.status ?? fallback,
	headers: rule.headers,
	body: rule.body ?? { message: 'Set by a rule of the sandbox', statusCode: rule.status },
});

/**
 * Answers a request under a fault rule. `accept` runs the request for real and gives its answer; a
 * rule decides whether that happens and what the caller sees of it.
 */
export async function answerFaulty(
	rule: FaultRule,
	response: ServerResponse,
	record: RecordedRequest,
	accept: (blocked?: boolean) => Promise<Reply>,
): Promise<void> {
	switch (rule.kind) {
		case 'status':
			return send(response, ruled(rule, 500), record);
		case 'resetBeforeAccept':
			return reset(response);
		case 'statusAfterAccept': {
			await accept();
			return send(response, ruled(rule, 500), record);
		}
		case 'resetAfterAccept': {
			await accept();
			return reset(response);
		}
		case 'delay': {
			const wait = () => sleep(rule.ms ?? 1000);
			if (rule.when !== 'after') await wait();
			const reply = await accept();
			if (rule.when === 'after') await wait();
			return send(response, reply, record);
		}
		case 'brokenBody': {
			const { status, body } = await accept();
			const text = JSON.stringify(body ?? {});
			const cut = text.slice(0, Math.floor(text.length / 2));
			const headers = { 'content-type': 'application/json; charset=utf-8' };
			return send(response, { status, headers, body: cut }, record);
		}
		case 'concurrencyBlocked':
			return send(response, await accept(true), record);
		default:
			throw new TypeError(`No such kind of fault: ${String(rule.kind)}`);
	}
}
