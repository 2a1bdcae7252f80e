import type { IDataObject } from 'n8n-workflow';

import { simplifyCall } from '../../shared/vapi/simplifyCall';
import { numberOf, objectOf, textOf } from '../../shared/base/values';

/** The finished call as the API would give it: the report spreads it over message and call. */
function callOf(message: IDataObject): IDataObject {
	const { analysis, artifact, cost, endedAt, endedReason, startedAt } = message;
	const ending = { analysis, artifact, cost, endedAt, endedReason, startedAt };
	return { ...objectOf(message.call), status: 'ended', ...ending };
}

/** Time on the phone in whole seconds; `durationMinutes` and `duration` mix up their units. */
function durationOf(message: IDataObject, fromCall: unknown): number | null {
	const milliseconds = numberOf(message.durationMs);
	const seconds = numberOf(message.durationSeconds) ?? (milliseconds ?? Number.NaN) / 1000;
	return numberOf(Math.round(seconds)) ?? numberOf(fromCall) ?? null;
}

/** What a workflow wants to know of a finished call. */
export function reportFields(message: IDataObject): IDataObject {
	const artifact = objectOf(message.artifact);
	const call = simplifyCall(callOf(message));
	return {
		outcome: call.outcome,
		endedReason: textOf(message.endedReason) ?? null,
		durationSeconds: durationOf(message, call.durationSeconds),
		cost: numberOf(message.cost) ?? null,
		summary: textOf(message.summary) ?? textOf(objectOf(message.analysis).summary) ?? null,
		transcript: textOf(message.transcript) ?? textOf(artifact.transcript) ?? null,
		structuredOutputs: objectOf(call.structuredOutputs),
	};
}
