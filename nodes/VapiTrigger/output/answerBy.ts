import type { IDataObject } from 'n8n-workflow';

import { asNumber, asObject } from '../../shared/base/values';

/** Vapi's fixed limit for naming an assistant, ringing and all (seconds). */
const ASSISTANT_REQUEST_SECONDS = 7.5;

/** Vapi's default for the answer of a server (seconds). */
const SERVER_SECONDS = 20;

/** Seconds that the server of the assistant or phone number gives for an answer. */
function serverSeconds(message: IDataObject): number {
	const call = asObject(message.call);
	const holders = [
		call.assistantOverrides,
		message.assistant,
		call.assistant,
		message.phoneNumber,
		call.phoneNumber,
	];
	for (const holder of holders) {
		const seconds = asNumber(asObject(asObject(holder).server).timeoutSeconds);
		if (seconds !== undefined) return seconds;
	}
	return SERVER_SECONDS;
}

/**
 * The time until which Vapi takes an answer, by this machine's clock.
 * @param receivedAt milliseconds since 1970
 * @param toolSeconds what the server of the tool itself gives
 * @returns ISO 8601 in UTC
 */
export function answerBy(message: IDataObject, receivedAt: number, toolSeconds?: number): string {
	const fixed = message.type === 'assistant-request' ? ASSISTANT_REQUEST_SECONDS : undefined;
	const seconds = fixed ?? toolSeconds ?? serverSeconds(message);
	return new Date(receivedAt + seconds * 1000).toISOString();
}
