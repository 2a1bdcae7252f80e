import type { IDataObject } from 'n8n-workflow';

import { asNumber, asObject, asText } from '../../base/values';
import { outcomeOfCall } from '../endedReason';
import { type FoundValue, underKey } from './found';

/** How a call ended, in one word; undefined while it has not. */
export function outcomeIn(found: FoundValue[]): string | undefined {
	const endedReason = underKey(found, 'endedReason', asText);
	return outcomeOfCall({ endedReason, status: underKey(found, 'status', asText) });
}

/** A time as milliseconds since 1970. */
function momentIn(value: unknown): number | undefined {
	const time = Date.parse(asText(value) ?? '');
	return Number.isNaN(time) ? undefined : time;
}

/**
 * Time on the phone in whole seconds. Vapi mixes up the units of `durationMinutes` and `duration`
 * (seconds, in calls), so that these come last.
 */
export function durationIn(found: FoundValue[]): number | undefined {
	const number = (key: string, unit: number) => {
		const value = underKey(found, key, asNumber);
		return value === undefined ? undefined : value * unit;
	};
	const start = underKey(found, 'startedAt', momentIn);
	const end = underKey(found, 'endedAt', momentIn);
	const span = start === undefined || end === undefined ? undefined : (end - start) / 1000;
	const seconds =
		number('durationSeconds', 1) ??
		number('durationMs', 0.001) ??
		span ??
		number('durationMinutes', 60) ??
		number('duration', 1);
	return seconds === undefined ? undefined : Math.max(0, Math.round(seconds));
}

/** What was charged, in US dollars. Vapi says 0 from the start: that means something at the end only. */
export function costIn(found: FoundValue[]): number | undefined {
	const cost = underKey(found, 'cost', asNumber) ?? underKey(found, 'total', asNumber);
	const isOver = found.some(({ key }) => !['cost', 'total'].includes(key));
	return cost === 0 && !isOver ? undefined : cost;
}

/**
 * Structured outputs by name, and by name and ID where two share a name. Results of the older
 * analysis plan join them under Vapi's names for them.
 */
export function outputsIn(found: FoundValue[]): IDataObject | undefined {
	// Names come from outside: in an object, one of them could be taken for a part of it.
	const entries = new Map<string, IDataObject>();
	const outputs = new Map<string, unknown>();
	for (const { key, value } of found) {
		if (key !== 'structuredOutputs') continue;
		for (const [id, entry] of Object.entries(asObject(value))) {
			if (!entries.has(id)) entries.set(id, asObject(entry));
		}
	}
	for (const [id, { name, result }] of entries) {
		const label = asText(name) ?? id;
		outputs.set(outputs.has(label) ? `${label} (${id})` : label, result);
	}
	for (const { key, value } of found) {
		if (key !== 'structuredOutputs' && !outputs.has(key)) outputs.set(key, value);
	}
	return outputs.size > 0 ? (Object.fromEntries(outputs) as IDataObject) : undefined;
}

const DIRECTIONS: Partial<Record<string, string>> = {
	inboundPhoneCall: 'inbound',
	outboundPhoneCall: 'outbound',
	webCall: 'web',
	'vapi.websocketCall': 'websocket',
};

/** Which way a call goes, by Vapi's type of call; a type that is new comes out as it is. */
export function directionOf(value: unknown): string | undefined {
	const type = asText(value);
	return type !== undefined && Object.hasOwn(DIRECTIONS, type) ? DIRECTIONS[type] : type;
}
