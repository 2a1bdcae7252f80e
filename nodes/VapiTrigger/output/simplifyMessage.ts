import type { IDataObject } from 'n8n-workflow';

import { isObject, asList, asNumber, asObject, asText } from '../../shared/base/values';
import { commonFields, destinationText, lastSpoken } from './messageFields';
import { reportFields } from './reportFields';

type Fields = (message: IDataObject) => IDataObject;

/** Fields that are taken over under their own names; null where the message lacks one. */
const pick =
	(...names: string[]): Fields =>
	(message) =>
		Object.fromEntries(names.map((name) => [name, message[name] ?? null]));

const conversation: Fields = (message) => {
	const { role, text } = lastSpoken(message);
	return { role, text };
};

const contentsOf = (value: unknown): string | null => {
	if (typeof value === 'string') return asText(value) ?? null;
	const texts = asList(value).map((entry) => asText(asObject(entry).content));
	return texts.filter((text) => text !== undefined).join('\n') || null;
};

const chat: Fields = (message) => {
	const source = asObject(message.chat);
	return {
		chatId: asText(source.id) ?? null,
		sessionId: asText(source.sessionId) ?? null,
		assistantId: asText(source.assistantId) ?? null,
		input: contentsOf(source.input),
		output: contentsOf(source.output),
	};
};

const session: Fields = (message) => {
	const source = asObject(message.session);
	return {
		sessionId: asText(source.id) ?? null,
		assistantId: asText(source.assistantId) ?? null,
		status: asText(source.status) ?? null,
		name: asText(source.name) ?? null,
	};
};

const transfer: Fields = (message) => ({
	destination: destinationText(message.destination),
	fromAssistant: asText(asObject(message.fromAssistant).name) ?? null,
	toAssistant: asText(asObject(message.toAssistant).name) ?? null,
});

const uploads: Fields = (message) => {
	const items = asList(message.artifacts).filter(isObject);
	const types = (success: boolean) =>
		items.filter((item) => (item.success === true) === success).map((item) => String(item.type));
	return { uploaded: types(true), notUploaded: types(false) };
};

const inbound: Fields = (message) => {
	const call = asObject(message.call);
	const number = asObject(message.phoneNumber ?? call.phoneNumber);
	const customer = asObject(message.customer ?? call.customer);
	return {
		customerName: asText(customer.name) ?? null,
		calledNumber: asText(number.number) ?? asText(number.sipUri) ?? null,
		phoneNumberId: asText(number.id) ?? asText(call.phoneNumberId) ?? null,
	};
};

const predial: Fields = (message) => {
	const contact = asObject(message.contact);
	return {
		customerNumber: asText(contact.number) ?? null,
		customerName: asText(contact.name) ?? null,
		campaignId: message.campaignId ?? null,
		contactId: asText(contact.id) ?? null,
	};
};

/** What each event has beside the common fields; docs/trigger.md lists the same. */
const FIELDS: Record<string, Fields> = {
	'assistant-request': inbound,
	'assistant.speechStarted': pick('text', 'turn', 'source'),
	'call.artifact.upload': uploads,
	'call.endpointing.request': conversation,
	'campaign.event': pick('campaignId', 'eventType', 'data'),
	'campaign.predial': predial,
	'chat.created': chat,
	'chat.deleted': chat,
	'conversation-update': conversation,
	'end-of-call-report': reportFields,
	'handoff-destination-request': pick('parameters'),
	'knowledge-base-request': conversation,
	'language-change-detected': pick('language'),
	'language-changed': pick('language'),
	'model-output': pick('output', 'turnId'),
	'phone-call-control': (message) => ({
		request: message.request ?? null,
		destination: destinationText(message.destination),
	}),
	'session.created': session,
	'session.deleted': session,
	'session.updated': session,
	'speech-update': pick('role', 'status', 'turn'),
	'status-update': (message) => ({
		status: asText(message.status) ?? null,
		endedReason: asText(message.endedReason) ?? null,
		destination: destinationText(message.destination),
	}),
	transcript: pick('role', 'transcriptType', 'transcript'),
	'transfer-update': transfer,
	'user-interrupted': pick('turnId'),
	'voice-input': pick('input'),
	'voice-request': (message) => ({
		text: asText(message.text) ?? null,
		sampleRate: asNumber(message.sampleRate) ?? null,
	}),
};

/**
 * A message as at most ten flat fields. An event that is not known (yet) gives the common ones.
 */
export function simplifyMessage(message: IDataObject): IDataObject {
	const type = String(message.type).replace(/^transcript\[.*$/, 'transcript');
	const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
	const { timestamp, ...common } = commonFields(message);
	// The report has its ten fields without the time of sending, which is about that of the end.
	const base = type === 'end-of-call-report' ? common : { ...common, timestamp };
	return { ...base, ...fields?.(message) };
}
