import type { IDataObject } from 'n8n-workflow';

import { simplifyCall } from '../../shared/vapi/simplifyCall';
import { asNumber, asObject, asText } from '../../shared/base/values';

/** The finished call as the API would give it: the report spreads it over message and call. */
function callOf(message: IDataObject): IDataObject {
	const { analysis, artifact, cost, endedAt, endedReason, startedAt } = message;
	const ending = { analysis, artifact, cost, endedAt, endedReason, startedAt };
	return { ...asObject(message.call), status: 'ended', ...ending };
}

/** Time on the phone in whole seconds; `durationMinutes` and `duration` mix up their units. */
function reportedDuration(message: IDataObject, fromCall: unknown): number | null {
	const milliseconds = asNumber(message.durationMs);
	const seconds = asNumber(message.durationSeconds) ?? (milliseconds ?? Number.NaN) / 1000;
	return asNumber(Math.round(seconds)) ?? asNumber(fromCall) ?? null;
}

/** What a workflow wants to know of a finished call. */
export function reportFields(message: IDataObject): IDataObject {
	const artifact = asObject(message.artifact);
	const call = simplifyCall(callOf(message));
	return {
		outcome: call.outcome,
		endedReason: asText(message.endedReason) ?? null,
		durationSeconds: reportedDuration(message, call.durationSeconds),
		cost: asNumber(message.cost) ?? null,
		summary: asText(message.summary) ?? asText(asObject(message.analysis).summary) ?? null,
		transcript: asText(message.transcript) ?? asText(artifact.transcript) ?? null,
		structuredOutputs: asObject(call.structuredOutputs),
	};
}
