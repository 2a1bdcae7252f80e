import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../base/values';

/** How a call ended, in one word. */
export type CallOutcome =
	| 'answered'
	| 'voicemail'
	| 'no-answer'
	| 'busy'
	| 'failed'
	| 'canceled'
	| 'other';

/** Ended reasons that are no family. Vapi adds new ones at any time: the rest falls to FAMILIES. */
const REASONS = new Map<string, CallOutcome>([
	['assistant-forwarded-call', 'answered'],
	['assistant-request-returned-forwarding-phone-number', 'answered'],
	['call-deleted', 'canceled'],
	['call.in-progress.sip-completed-call', 'answered'],
	['call.in-progress.twilio-completed-call', 'answered'],
	['call.ringing.hook-executed-say', 'other'],
	['call.ringing.hook-executed-transfer', 'other'],
	['call.ringing.sip-inbound-caller-hungup-before-call-connect', 'no-answer'],
	['customer-busy', 'busy'],
	['customer-did-not-answer', 'no-answer'],
	['customer-did-not-give-microphone-permission', 'failed'],
	['exceeded-max-duration', 'answered'],
	['manually-canceled', 'canceled'],
	['phone-call-provider-bypass-enabled-but-no-call-received', 'failed'],
	['scheduled-call-deleted', 'canceled'],
	['silence-timed-out', 'answered'],
	['twilio-reported-customer-misdialed', 'failed'],
	['voicemail', 'voicemail'],
	['vonage-completed', 'answered'],
	['vonage-rejected', 'failed'],
	['worker-shutdown', 'failed'],
]);

/** The first that fits counts. Codes of SIP: 408, 480 nobody there, 486 and 600 busy. */
const FAMILIES: Array<[RegExp, CallOutcome]> = [
	[/sip-(486|600)\b/, 'busy'],
	[/sip-(408|480)\b/, 'no-answer'],
	[/(^|[.-])error([.-]|$)/, 'failed'],
	[/^assistant-(not-|request-|join-)/, 'failed'],
	[/^call\.start\./, 'failed'],
	[/failed-to-connect/, 'failed'],
	[/^assistant-(ended|said)-/, 'answered'],
	[/^customer-ended-call/, 'answered'],
	[/^call\.(forwarding|ending)\./, 'answered'],
];

/** Outcome for one ended reason. */
export function outcomeOfReason(reason: string): CallOutcome {
	return (
		REASONS.get(reason) ?? FAMILIES.find(([pattern]) => pattern.test(reason))?.[1] ?? 'other'
	);
}

/** Outcome of a call, or undefined while it has not ended. */
export function outcomeOfCall({ status, endedReason }: IDataObject): CallOutcome | undefined {
	if (typeof endedReason === 'string' && endedReason !== '') return outcomeOfReason(endedReason);
	return status === 'ended' ? 'other' : undefined;
}

/** Time on the phone in whole seconds, where the call has begun and ended. */
function durationOf({ startedAt, endedAt }: IDataObject): number | undefined {
	const duration = Date.parse(String(endedAt)) - Date.parse(String(startedAt));
	return Number.isNaN(duration) ? undefined : Math.max(0, Math.round(duration / 1000));
}

/**
 * Structured outputs by name, and by name and ID where two share a name. Results of the older
 * analysis plan join them under Vapi's names for them.
 */
function outputsOf(call: IDataObject): IDataObject | undefined {
	const { structuredData, successEvaluation } = asObject(call.analysis);
	// Names come from outside: in an object, one of them could be taken for a part of it.
	const outputs = new Map<string, unknown>();
	for (const [id, entry] of Object.entries(asObject(asObject(call.artifact).structuredOutputs))) {
		const { name, result } = asObject(entry);
		const label = typeof name === 'string' && name !== '' ? name : id;
		outputs.set(outputs.has(label) ? `${label} (${id})` : label, result);
	}
	for (const [name, value] of Object.entries({ structuredData, successEvaluation })) {
		if (value !== undefined && !outputs.has(name)) outputs.set(name, value);
	}
	return outputs.size > 0 ? (Object.fromEntries(outputs) as IDataObject) : undefined;
}

/** Where someone joins a web or WebSocket call, as long as it has not ended. */
function joinUrlOf(call: IDataObject): unknown {
	return call.webCallUrl ?? asObject(call.transport).websocketCallUrl;
}

/**
 * The ten fields of a call that most workflows go on with; what has no value yet is left out.
 * `endedReason` stands where the outcome alone does not say enough, `summary` where there was a
 * conversation, `joinUrl` until a web or WebSocket call has ended: so there are never more than ten.
 */
export function simplifyCall(call: IDataObject): IDataObject {
	const { id, status, startedAt, cost, endedReason } = call;
	const customer = asObject(call.customer);
	const artifact = asObject(call.artifact);
	const outcome = outcomeOfCall(call);
	const fields: IDataObject = {
		id,
		status,
		outcome,
		...(outcome === undefined ? { joinUrl: joinUrlOf(call) as string } : {}),
		...(outcome === 'answered' ? {} : { endedReason }),
		customerNumber: customer.number ?? customer.sipUri,
		startedAt,
		durationSeconds: durationOf(call),
		cost,
		...(outcome === 'answered' ? { summary: asObject(call.analysis).summary } : {}),
		transcript: artifact.transcript ?? call.transcript,
		structuredOutputs: outputsOf(call),
	};
	const present = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
	return Object.fromEntries(present);
}
