import type { IDataObject } from 'n8n-workflow';

import {
	MAX_DEPTH,
	asList,
	asNumber,
	asObject,
	asText,
	isObject,
	nestsDeeperThan,
	parsed,
} from '../../base/values';

/** Where a call goes: number, SIP address or assistant. */
export function destinationText(value: unknown): string | undefined {
	const { number, sipUri, assistantName, assistantId } = asObject(value);
	return (
		asText(value) ?? asText(number) ?? asText(sipUri) ?? asText(assistantName) ?? asText(assistantId)
	);
}

/** An object, also where it comes as JSON text, as a model writes arguments. */
export function objectOf(value: unknown): IDataObject | undefined {
	const read = typeof value === 'string' ? parsed(value) : value;
	return isObject(read) && !nestsDeeperThan(read, MAX_DEPTH) ? read : undefined;
}

/** A time of Vapi's, in milliseconds since 1970 or as text, as ISO 8601 in UTC. */
export function isoTime(value: unknown): string | undefined {
	const date = new Date(asNumber(value) ?? asText(value) ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Why something failed: a text, or whatever an object says of it. */
export function reasonText(value: unknown): string | undefined {
	return asText(value) ?? (isObject(value) ? JSON.stringify(value) : undefined);
}

/** The types of artifacts whose upload went well, or did not. */
export function uploadsOf(value: unknown, success: boolean): string[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const items = asList(value).filter(isObject);
	return items.filter((item) => (item.success === true) === success).map(({ type }) => String(type));
}
