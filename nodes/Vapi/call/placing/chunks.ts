import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../shared/base/values';
import type { PreparedCall } from './preparedCall';
import { isBatch, rings } from './identity';

/** A call that may share a request, and with which ones. */
export interface Shareable {
	call: PreparedCall;
	/** Most customers of its request; 1 keeps it alone. */
	size: number;
}

const OVERRIDES = ['assistantOverrides', 'squadOverrides'] as const;

/** JSON that does not depend on the order of keys. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const plain = JSON.parse(JSON.stringify(value)) as unknown;
	if (typeof plain !== 'object' || plain === null) return JSON.stringify(plain);
	const entries = Object.entries(plain).sort(([one], [other]) => (one < other ? -1 : 1));
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}

function canShare({ call: { path, body }, size }: Shareable): boolean {
	const { number, sipUri } = asObject(body.customer);
	const named = (number ?? sipUri ?? '') !== '' && (body.customerId ?? '') === '';
	return size > 1 && rings(path, body) && !isBatch(body) && named;
}

/** What has to be equal in one request: everything but customers and overrides. */
function termsOf({ call: { path, key, body, options, rules }, size }: Shareable): string {
	const rest: IDataObject = { ...body };
	for (const name of ['customer', ...OVERRIDES]) delete rest[name];
	return canonical({ path, key, rest, size, options, rules: rules?.settings });
}

/**
 * Divides calls into those that go out together, at most as many as their size says. Keeps the
 * order of the first call of each; a call that can share with nobody stands alone.
 */
export function chunksOf(calls: Shareable[]): PreparedCall[][] {
	const chunks: PreparedCall[][] = [];
	const filling = new Map<string, PreparedCall[]>();
	for (const shareable of calls) {
		const { call, size } = shareable;
		if (!canShare(shareable)) {
			chunks.push([call]);
			continue;
		}
		const terms = termsOf(shareable);
		const current = filling.get(terms);
		if (current !== undefined && current.length < size) {
			current.push(call);
			continue;
		}
		const chunk = [call];
		chunks.push(chunk);
		filling.set(terms, chunk);
	}
	return chunks;
}

/**
 * The request that dials the customers of these calls, which may share one. Overrides that all have
 * stay with the request; others go whole into each customer, where they replace those of the request.
 */
export function requestOf(calls: PreparedCall[]): IDataObject {
	const [first] = calls;
	const body: IDataObject = { ...first?.body };
	const customers = calls.map((call) => ({ ...asObject(call.body.customer) }));
	for (const name of OVERRIDES) {
		if (new Set(calls.map((call) => canonical(call.body[name]))).size <= 1) continue;
		delete body[name];
		calls.forEach((call, index) => {
			const own = customers[index] as IDataObject;
			if (call.body[name] !== undefined) own[name] ??= call.body[name];
		});
	}
	delete body.customer;
	return { ...body, customers };
}
