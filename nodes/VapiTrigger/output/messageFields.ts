import type { IDataObject } from 'n8n-workflow';

import { isObject, asNumber, asObject, asText } from '../../shared/base/values';

/** The other end of the call: a number, or a SIP address. Null for web calls. */
export function customerNumberOf(message: IDataObject): string | null {
	const call = asObject(message.call);
	for (const holder of [message.customer, call.customer]) {
		const customer = asObject(holder);
		const found = asText(customer.number) ?? asText(customer.sipUri);
		if (found !== undefined) return found;
	}
	return null;
}

/** The call's ID, or null (chats and sessions have none). */
export function callIdOf(message: IDataObject): string | null {
	return asText(asObject(message.call).id) ?? asText(message.callId) ?? null;
}

/** Vapi's time of the message as ISO 8601 in UTC, or null. */
function timestampOf(message: IDataObject): string | null {
	const time = asNumber(message.timestamp);
	const date = new Date(time ?? asText(message.timestamp) ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The fields that every simplified event begins with. */
export function commonFields(message: IDataObject): IDataObject {
	return {
		event: message.type,
		callId: callIdOf(message),
		customerNumber: customerNumberOf(message),
		timestamp: timestampOf(message),
	};
}

/** Where a call goes: number, SIP address or assistant name. */
export function destinationText(value: unknown): string | null {
	const destination = asObject(value);
	return (
		asText(destination.number) ??
		asText(destination.sipUri) ??
		asText(destination.assistantName) ??
		asText(destination.assistantId) ??
		null
	);
}

/** Text of one message of a conversation, in either of Vapi's spellings. */
function contentOf(entry: IDataObject): string | null {
	return asText(entry.content) ?? asText(entry.message) ?? null;
}

/** The last thing that somebody said, with who it was; system messages and tool results aside. */
export function lastSpoken(message: IDataObject): { role: string | null; text: string | null } {
	const list = message.messagesOpenAIFormatted ?? message.messages;
	const spoken = (Array.isArray(list) ? list : []).filter(
		(entry): entry is IDataObject =>
			isObject(entry) &&
			['user', 'assistant', 'bot'].includes(String(entry.role)) &&
			contentOf(entry) !== null,
	);
	const last = spoken.at(-1);
	if (last === undefined) return { role: null, text: null };
	return { role: last.role === 'bot' ? 'assistant' : String(last.role), text: contentOf(last) };
}
