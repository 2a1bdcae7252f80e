import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../shared/base/values';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import { destinationOf } from '../../../shared/vapi/phoneNumber/destination';

/** Which agent calls, and from which number. */
export interface Caller {
	assistantId?: string;
	squadId?: string;
	workflowId?: string;
	/** The agent exists only in the request, so the call carries no ID of one. */
	transientAgent: boolean;
	phoneNumberId?: string;
}

/** Somebody whom a request dials, and what makes a call theirs. */
export interface Target {
	/**
	 * Key in the record: who is called, and nothing else. Agent and line may come from an expression
	 * that chooses anew at every try; the phone that rings would be the same.
	 */
	key: string;
	/** Who, as a person reads it: the number or the SIP address. */
	name: string;
	/** Compared with a call's customer; empty where the request names nobody. */
	who: string;
	/** The customer as the request describes it, the overrides that count for it included. */
	customer: IDataObject;
	caller: Caller;
}

const text = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const optional = (value: unknown): string | undefined => text(value) || undefined;

/** An address as 'To' would understand it, wherever it stands; as it is where that cannot read it. */
function asTo(address: string): Destination {
	try {
		return destinationOf(address, { field: '' }) ?? {};
	} catch {
		// A short number, or a name on somebody's own trunk.
		return /[:@]/.test(address) ? { sipUri: address } : {};
	}
}

/** Numbers are the same in any way of writing; SIP addresses are the same in any case. */
function comparable(address: string): string {
	const { number = address, sipUri } = asTo(address);
	if (sipUri === undefined) return number.toLowerCase().replace(/[^a-z0-9]/g, '');
	// 5060 and 5061 are what a SIP address has where it names no port.
	return sipUri.toLowerCase().replace(/^(sips?:[^;?]*):506[01](?=$|[;?])/, '$1');
}

function address(customer: IDataObject): string {
	const extension = text(customer.extension);
	const base = text(customer.number) || text(customer.sipUri);
	return base && extension ? `${base} ext. ${extension}` : base;
}

/** Who a customer is, the same in any way of writing: what is compared, and shown to nobody. */
export function whoOf(customer: IDataObject, customerId: unknown): string {
	const reached = text(customer.number) || text(customer.sipUri);
	if (!reached) return text(customerId);
	const extension = text(customer.extension) || asTo(reached).extension;
	return extension ? `${comparable(reached)}x${extension}` : comparable(reached);
}

/**
 * The customer's number in E.164. Undefined where there is none, and for one that goes out as it is on
 * somebody's own trunk, where the same digits may mean something else.
 */
export function internationalNumber(customer: IDataObject): string | undefined {
	const written = text(customer.number);
	const isDialString = customer.numberE164CheckEnabled === false && !written.startsWith('+');
	return isDialString || written === '' ? undefined : asTo(written).number;
}

/** The customers of a request: the entries of `customers`, else its only one. */
export function customersOf(body: IDataObject): IDataObject[] {
	return isBatch(body) ? (body.customers as unknown[]).map(asObject) : [asObject(body.customer)];
}

/** Whether the request dials several people and is answered with a list. */
export function isBatch(body: IDataObject): boolean {
	return Array.isArray(body.customers) && body.customers.length > 0;
}

/**
 * Whether the request makes a phone ring. Web calls and WebSocket calls are sessions that wait
 * for somebody to join.
 */
export function rings(path: string, body: IDataObject): boolean {
	if (path !== '/call') return false;
	return asObject(body.transport).provider !== 'vapi.websocket';
}

/**
 * A customer with the overrides that count for it: its own, or those of the whole request or call,
 * which they replace.
 */
export function withOverrides(customer: IDataObject, whole: IDataObject): IDataObject {
	const { assistantOverrides, squadOverrides } = whole;
	return { assistantOverrides, squadOverrides, ...customer };
}

function callerOf(body: IDataObject): Caller {
	const assistantId = optional(body.assistantId);
	const squadId = optional(body.squadId);
	const workflowId = optional(body.workflowId);
	return {
		assistantId,
		squadId,
		workflowId,
		transientAgent: (assistantId ?? squadId ?? workflowId) === undefined,
		phoneNumberId: optional(body.phoneNumberId),
	};
}

/** Everybody whom the request dials, in its order. The same number twice is two calls. */
export function targetsOf(body: IDataObject): Target[] {
	const caller = callerOf(body);
	const agent = caller.assistantId ?? caller.squadId ?? caller.workflowId;
	const seen = new Map<string, number>();
	return customersOf(body).map((customer) => {
		const who = whoOf(customer, body.customerId);
		// A session that nobody is dialed for is told by its agent instead.
		const base = who || `nobody|${agent ?? 'transient'}`;
		const nth = (seen.get(base) ?? 0) + 1;
		seen.set(base, nth);
		return {
			// With the count behind it, nothing that stands in a field is a name that objects have.
			key: `${base}|${nth}`,
			name: address(customer) || text(body.customerId) || 'an unnamed customer',
			who,
			customer: withOverrides(customer, body),
			caller,
		};
	});
}

/**
 * Whether the call goes to the same customer. Of a saved customer Vapi may give the number beside
 * the ID.
 */
export function sameCustomer({ who }: Target, { customer, customerId }: IDataObject): boolean {
	return who === whoOf(asObject(customer), customerId) || (who !== '' && who === text(customerId));
}

/** Whether the call makes this person's phone ring, whoever calls. */
export function reaches(target: Target, call: IDataObject): boolean {
	return target.who !== '' && call.type !== 'inboundPhoneCall' && sameCustomer(target, call);
}

/** Whether the call has the agent and the line that were asked for. */
export function hasCaller({ caller }: Target, call: IDataObject): boolean {
	const { assistantId, squadId, workflowId, phoneNumberId, transientAgent } = caller;
	const sameAgent = transientAgent
		? !call.assistantId && !call.squadId && !call.workflowId
		: (assistantId === undefined || call.assistantId === assistantId) &&
			(squadId === undefined || call.squadId === squadId) &&
			(workflowId === undefined || call.workflowId === workflowId);
	return sameAgent && (phoneNumberId === undefined || call.phoneNumberId === phoneNumberId);
}

/** Every value inside, as `path=value`. */
export function valuesIn(thing: unknown, path = ''): Set<string> {
	if (typeof thing !== 'object' || thing === null) {
		return new Set(thing === undefined ? [] : [`${path}=${JSON.stringify(thing)}`]);
	}
	return new Set(
		Object.entries(thing).flatMap(([key, inner]) => [
			...valuesIn(inner, `${path}/${JSON.stringify(key)}`),
		]),
	);
}

/** How many values two descriptions do not share. */
export function differences(one: Set<string>, other: Set<string>): number {
	let shared = 0;
	for (const value of one) if (other.has(value)) shared += 1;
	return one.size + other.size - 2 * shared;
}

/**
 * A customer with its overrides cut down to what tells calls to one number apart, for keeping many:
 * variables and metadata.
 */
export function inBrief(customer: IDataObject): IDataObject {
	const { assistantOverrides, squadOverrides, ...rest } = customer;
	const [ofAssistant, ofSquad] = [assistantOverrides, squadOverrides].map((overrides) => {
		const { variableValues, metadata } = asObject(overrides);
		return { variableValues, metadata };
	});
	return { ...rest, assistantOverrides: ofAssistant, squadOverrides: ofSquad };
}
