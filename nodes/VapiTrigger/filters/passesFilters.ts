import type { GenericValue, IDataObject } from 'n8n-workflow';

import { asList, asObject, asText } from '../../shared/base/values';
import { readNumber } from '../../shared/vapi/phoneNumber/readNumber';
import { outcomeOfCall } from '../../shared/vapi/endedReason';
import type { FILTER_NAMES } from './filterProperties';

/** The texts that each filter takes; a filter without any is not set. */
export type Filters = Record<keyof typeof FILTER_NAMES, string[]>;

/** Where messages of all kinds and ages say what they are about. */
const PLACES: Record<Exclude<keyof Filters, 'outcome'>, string[]> = {
	assistantId: [
		'assistantId',
		'assistant.id',
		'newAssistant.id',
		'call.assistantId',
		'call.assistant.id',
		'chat.assistantId',
		'session.assistantId',
	],
	callType: ['call.type'],
	campaignId: ['campaignId', 'campaign.id', 'call.campaignId', 'call.campaign.id'],
	customerNumber: ['customer', 'call.customer', 'contact', 'chat.customer', 'session.customer'].flatMap(
		(holder) => [`${holder}.number`, `${holder}.sipUri`],
	),
	phoneNumberId: [
		'phoneNumberId',
		'phoneNumber.id',
		'call.phoneNumberId',
		'call.phoneNumber.id',
		'session.phoneNumberId',
	],
};

function textAt(message: IDataObject, path: string): string | undefined {
	const found = path
		.split('.')
		.reduce<unknown>((holder, key) => asObject(holder)[key], message);
	return asText(found);
}

/** A phone number or SIP address, however it is written, as it can be compared. */
function comparableAddress(address: string): string {
	const read = readNumber(address, '');
	return 'number' in read ? read.number : address.trim().toLowerCase();
}

/** Several phone numbers or SIP addresses of one text. */
export function addressesIn(text: string): string[] {
	return text
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function filterTexts(value: GenericValue | IDataObject): string[] {
	const texts = Array.isArray(value) ? asList(value) : [asObject(value).value ?? value];
	return texts.map((text) => (typeof text === 'string' ? text.trim() : '')).filter((text) => text !== '');
}

/**
 * Reads the parameter `filters`.
 * @param parameter a locator, a text or a list for each filter that was added
 */
export function filtersOf(parameter: IDataObject): Filters {
	return {
		assistantId: filterTexts(parameter.assistantId),
		callType: filterTexts(parameter.callType),
		campaignId: filterTexts(parameter.campaignId),
		customerNumber: filterTexts(parameter.customerNumber).flatMap(addressesIn),
		outcome: filterTexts(parameter.outcome),
		phoneNumberId: filterTexts(parameter.phoneNumberId),
	};
}

function isAbout(message: IDataObject, filter: keyof typeof PLACES, wanted: string[]): boolean {
	if (wanted.length === 0) return true;
	const found = PLACES[filter].map((path) => textAt(message, path)).filter((text) => text !== undefined);
	if (filter !== 'customerNumber') return found.some((text) => wanted.includes(text));
	const addresses = wanted.map(comparableAddress);
	return found.some((text) => addresses.includes(comparableAddress(text)));
}

/** Whether a call that has ended did so in one of the ways; events of calls that go on pass. */
function endedLike(message: IDataObject, wanted: string[]): boolean {
	const isReport = message.type === 'end-of-call-report';
	const isEnd = message.type === 'status-update' && message.status === 'ended';
	if (wanted.length === 0 || !(isReport || isEnd)) return true;
	const endedReason = asText(message.endedReason) ?? asObject(message.call).endedReason;
	return wanted.includes(outcomeOfCall({ status: 'ended', endedReason }) ?? 'other');
}

/**
 * Whether a message is about what the user wants to hear of. A message that does not say it is not;
 * only the outcome is asked of no event but those of an end.
 */
export function passesFilters(message: IDataObject, filters: Filters): boolean {
	const { outcome, ...others } = filters;
	const names = Object.keys(others) as Array<keyof typeof others>;
	return names.every((name) => isAbout(message, name, others[name])) && endedLike(message, outcome);
}
