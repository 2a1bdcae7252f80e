import type { IDataObject } from 'n8n-workflow';

import { isBatch, sameCustomer } from './identity';
import type { Target } from './identity';

/** What Vapi said about one target: a call, a refusal, or nothing that can be read. */
export type Answer = { call: IDataObject } | { refused: IDataObject } | undefined;

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isCall = (value: unknown): value is IDataObject & { id: string } =>
	isObject(value) && typeof value.id === 'string' && value.id !== '';

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * Deals the answer to POST /call back to the targets: by customer, then by order.
 * @returns one entry a target; undefined where the answer does not say
 */
export function dealAnswer(answer: unknown, targets: Target[]): Answer[] {
	if (!isObject(answer)) return targets.map(() => undefined);
	const listed = isCall(answer) ? [answer] : list((answer as IDataObject).results);
	const calls: IDataObject[] = listed.filter(isCall);
	const errors = list((answer as IDataObject).errors).filter(isObject);
	const answers: Answer[] = targets.map((target) => {
		const call = take(calls, (candidate) => sameCustomer(target, candidate));
		if (call) return { call };
		const refused = take(errors, (candidate) => sameCustomer(target, candidate));
		return refused && { refused };
	});
	const rest: Answer[] = [
		...calls.map((call) => ({ call })),
		...errors.map((refused) => ({ refused })),
	];
	const unanswered = answers.filter((entry) => entry === undefined).length;
	if (rest.length !== unanswered) return answers;
	return answers.map((entry) => entry ?? rest.shift());
}

function take(from: IDataObject[], matches: (candidate: IDataObject) => boolean) {
	const index = from.findIndex(matches);
	return index < 0 ? undefined : from.splice(index, 1)[0];
}

/**
 * The item's result: the call, or for several customers the shape of Vapi's own answer to them,
 * calls that were made earlier included.
 */
export function assemble(
	body: IDataObject,
	calls: IDataObject[],
	refused: IDataObject[],
	answer: unknown,
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
	};
}
