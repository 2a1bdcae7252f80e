import type { Core } from '../core.mts';
import { assistantOf } from '../life/agent.mts';
import { isObject, objectOr, type Entity, type JsonObject } from '../types.mts';

/** Sent where serverMessages is not set. */
const DEFAULT_MESSAGES = [
	'conversation-update',
	'end-of-call-report',
	'function-call',
	'hang',
	'speech-update',
	'status-update',
	'tool-calls',
	'transfer-destination-request',
	'handoff-destination-request',
	'user-interrupted',
	'assistant.started',
];

/** Messages that are asked for by their nature, whatever serverMessages says. */
const ALWAYS = ['assistant-request'];

const usable = (server: unknown): JsonObject | undefined =>
	isObject(server) && server.url ? server : undefined;

/**
 * Where a message goes: the tool's server (its own tool calls only), then the assistant's (the call's
 * overrides included), then the phone number's, then the organisation's. Undefined: nowhere.
 */
export function serverFor(core: Core, call: Entity, tool?: JsonObject): JsonObject | undefined {
	const number = core.store.phoneNumbers.get(String(call.phoneNumberId));
	return (
		usable(tool?.server) ??
		usable(assistantOf(call, core.store).server) ??
		usable(number?.server) ??
		usable(core.store.orgServer)
	);
}

/** Is this message wanted? `transcript` also counts when only final transcripts are asked for. */
export function isWanted(core: Core, call: Entity, type: string): boolean {
	const { serverMessages } = assistantOf(call, core.store);
	const wanted = Array.isArray(serverMessages) ? serverMessages : DEFAULT_MESSAGES;
	return (
		ALWAYS.includes(type) ||
		wanted.includes(type) ||
		(type === 'transcript' && wanted.includes('transcript[transcriptType="final"]'))
	);
}

/** What every message about a call carries. */
export function envelopeOf(
	core: Core,
	call: Entity,
	type: string,
	fields: JsonObject,
): JsonObject {
	const number = core.store.phoneNumbers.get(String(call.phoneNumberId));
	const artifact = { ...objectOr(call.artifact), ...core.media.links(call.id) };
	return {
		message: {
			timestamp: core.clock.now(),
			type,
			...fields,
			artifact,
			call,
			...(number ? { phoneNumber: number } : {}),
			...(call.customer ? { customer: call.customer } : {}),
			assistant: assistantOf(call, core.store),
		},
	};
}
