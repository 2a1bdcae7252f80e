import type { IDataObject } from 'n8n-workflow';

import { eventOptions } from '../../../../nodes/VapiTrigger/eventOptions.ts';
import { eventFieldChoices, eventFields, rowFor } from '../../../../nodes/VapiTrigger/output/eventFields.ts';
import { itemsFor } from '../../../../nodes/VapiTrigger/output/eventItems.ts';
import { simplifiedFields } from '../../../../nodes/VapiTrigger/output/simplifiedFields.ts';
import { callFieldNames, callOutput } from '../../../../nodes/shared/vapi/output/callOutput.ts';
import { NOT_FIELDS } from './notFields.mts';
import { messagesOfContract, valuesIn } from './payloads.mts';

const everything = {
	mode: 'fields',
	fields: eventFieldChoices.map(({ field }) => field),
	includeMessage: false,
} as const;

const printed = (message: IDataObject) => JSON.stringify(itemsFor(message, everything, 0));

/** Values of a message that change nothing in what comes out when they stand there alone. */
function lost(message: IDataObject): string[] {
	return valuesIn(message).flatMap(({ path, only }) => {
		const isLeftOut = NOT_FIELDS.some(({ paths }) => paths.some((pattern) => pattern.test(path)));
		if (isLeftOut) return [];
		return printed(only) === printed({ type: message.type }) ? [path] : [];
	});
}

/** What Trigger On offers, and the contract has no message for. */
const UNDESCRIBED = ['*', 'api-request', 'assistant.started', 'campaign.event', 'function-call', 'language-changed'];

const messages = messagesOfContract();

it('the contract has messages of all events but those that it only names', () => {
	const types = new Set(messages.map(({ type }) => type));
	const without = eventOptions.map(({ value }) => String(value)).filter((value) => !types.has(value));
	expect(without.filter((value) => !UNDESCRIBED.includes(value))).toEqual([]);
});

it.each(messages.map((message) => [message.type, message] as const))(
	'no value of the event %s is out of reach of Selected Fields',
	(_type, message) => {
		expect(valuesIn(message).length).toBeGreaterThan(20);
		expect(lost(message)).toEqual([]);
	},
);

it('no value of a call that the API gives is out of reach of Selected Fields', () => {
	const [report] = messages.filter(({ type }) => type === 'end-of-call-report');
	const shape = (call: IDataObject) =>
		JSON.stringify(callOutput(call, { mode: 'fields', fields: callFieldNames }));
	const inCall = valuesIn({ type: 'call', call: report?.call ?? {} }).flatMap(({ path, only }) => {
		const isLeftOut = NOT_FIELDS.some(({ paths }) => paths.some((pattern) => pattern.test(path)));
		const isSame = shape(only.call as IDataObject) === shape({});
		return isSame && !isLeftOut ? [path] : [];
	});
	expect(inCall).toEqual([]);
});

it('what is left out is there', () => {
	const paths = new Set(messages.flatMap((message) => valuesIn(message).map(({ path }) => path)));
	const idle = NOT_FIELDS.flatMap(({ paths: patterns }) =>
		patterns.filter((pattern) => ![...paths].some((path) => pattern.test(path))),
	);
	expect(idle).toEqual([]);
});

it('Simplified has fields that can be chosen, too', () => {
	for (const type of messages.map((message) => String(message.type))) {
		const unknown = simplifiedFields(type).filter((field) => rowFor(field, type) === undefined);
		expect(unknown).toEqual([]);
	}
});

it('a place that a field is read from is named once', () => {
	for (const { field, from } of eventFields) {
		expect({ field, from: [...new Set(from)] }).toEqual({ field, from });
	}
});

/** What a model asks for in a transfer: older messages have it, the contract does not. */
const OLDER: Partial<Record<string, string[]>> = { 'transfer-destination-request': ['parameters'] };

it.each(messages.map((message) => [message.type, message] as const))(
	'no simplified field of a whole message is empty: %s',
	(type, message) => {
		const settings = { mode: 'simple', fields: [], includeMessage: false } as const;
		const items = itemsFor(message, settings, 0);
		const empty = items.flatMap(({ json }) => Object.keys(json).filter((name) => json[name] === null));
		expect(empty).toEqual(OLDER[String(type)] ?? []);
	},
);
