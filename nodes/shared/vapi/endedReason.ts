import type { IDataObject } from 'n8n-workflow';

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
