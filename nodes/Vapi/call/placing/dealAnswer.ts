import type { IDataObject } from 'n8n-workflow';

import { asList, asObject, isObject } from '../../../shared/base/values';
import { differences, isBatch, sameCustomer, valuesIn, withOverrides } from './identity';
import type { Target } from './identity';

/** What Vapi said about one target: a call, a refusal, or nothing that can be read. */
export type Answer = { call: IDataObject } | { refused: IDataObject } | undefined;

const isCall = (value: unknown): value is IDataObject & { id: string } =>
	isObject(value) && typeof value.id === 'string' && value.id !== '';

/** The calls that an answer of Vapi holds: the only one, or those of a batch. */
export function callsIn(answer: unknown): IDataObject[] {
	if (!isObject(answer)) return [];
	return (isCall(answer) ? [answer] : asList((answer as IDataObject).results)).filter(isCall);
}

/**
 * Deals the answer to POST /call back to the targets: by customer, then by order. Where several
 * targets have the same number, each gets the answer that differs least from what was asked, and
 * equal ones go by order. What names no known customer is dealt by order only where it is as many
 * as the targets left, and all calls or all refusals.
 * @returns one entry a target; undefined where the answer does not say
 */
export function dealAnswer(answer: unknown, targets: Target[]): Answer[] {
	const refusals = isObject(answer) ? asList(answer.errors).filter(isObject) : [];
	const given = [
		...callsIn(answer).map((call) => ({ answer: { call }, about: call })),
		...refusals.map((refused) => ({ answer: { refused }, about: refused })),
	];
	const wanted = targets.map(({ customer }) => valuesIn(customer));
	const said = given.map(({ about }) =>
		valuesIn(withOverrides(asObject(about.customer), about)),
	);
	const pairs = targets.flatMap((target, to) =>
		given.flatMap(({ about }, from) => {
			if (!sameCustomer(target, about)) return [];
			const distance = differences(wanted[to] ?? new Set(), said[from] ?? new Set());
			return [{ to, from, distance }];
		}),
	);
	pairs.sort((a, b) => a.distance - b.distance || a.to - b.to || a.from - b.from);
	const answers: Answer[] = targets.map(() => undefined);
	const taken = new Set<number>();
	for (const { to, from } of pairs) {
		if (answers[to] !== undefined || taken.has(from)) continue;
		answers[to] = given[from]?.answer;
		taken.add(from);
	}
	const rest = given.filter((_, from) => !taken.has(from)).map((entry) => entry.answer);
	const unanswered = answers.filter((entry) => entry === undefined).length;
	const ofOneKind = new Set(rest.map((entry) => 'call' in entry)).size === 1;
	if (rest.length !== unanswered || !ofOneKind) return answers;
	return answers.map((entry) => entry ?? rest.shift());
}

/** The calls of an answer that went to none of the targets. */
export function unmatchedCalls(answer: unknown, dealt: Answer[]): IDataObject[] {
	const calls = new Set(dealt.flatMap((entry) => (entry && 'call' in entry ? [entry.call] : [])));
	return callsIn(answer).filter((call) => !calls.has(call));
}

/**
 * The item's result: the call, or for several customers the shape of Vapi's own answer to them,
 * calls that were made earlier included.
 * @param settled what the rules have to say of customers without a call
 */
export function assemble(
	body: IDataObject,
	calls: IDataObject[],
	refused: IDataObject[],
	answer: unknown,
	settled: IDataObject[] = [],
): IDataObject {
	if (!isBatch(body)) {
		const [call] = calls;
		if (call !== undefined) return call;
	}
	const limits = isObject(answer) ? answer.subscriptionLimits : undefined;
	return {
		...(limits === undefined ? {} : { subscriptionLimits: limits }),
		results: calls,
		errors: refused,
		...(settled.length > 0 && { settled }),
	};
}
