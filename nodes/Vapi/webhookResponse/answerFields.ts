import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isObject, textOf } from '../../shared/base/values';
import { inputError } from '../../shared/api/refuse';
import type { GeneratedOperation } from '../../shared/engine/rows';
import { fieldReader, type ReadField } from '../agent/fields';
import { merged, refuseUnsafeKeys } from '../../shared/base/merge';
import { destinationOf as readNumber } from '../../shared/vapi/phoneNumber/destination';
import type { Refuse } from '../agent/types';
import { oneLine } from './answerLine';

/** What reading one item takes. */
export interface Reading {
	ctx: IExecuteFunctions;
	itemIndex: number;
	field: ReadField;
	refuse: Refuse;
}

/** Prepares to read the fields of an item by the table of its operation. */
export function readingOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	operation: GeneratedOperation,
): Reading {
	return {
		ctx,
		itemIndex,
		field: fieldReader(ctx, itemIndex, operation),
		refuse: (message, description) => {
			throw inputError(ctx, itemIndex, message, `${description}.`);
		},
	};
}

/** What 'Answer With' says. */
export function answerKind({ ctx, itemIndex }: Reading): string {
	return String(ctx.getNodeParameter('answerWith', itemIndex));
}

/**
 * Text that an answer cannot do without, on one line.
 * @param name of the field on the screen
 */
export function requiredText({ field, refuse }: Reading, parameter: string, name: string): string {
	const text = oneLine(String(field(parameter) ?? ''));
	if (text === '') {
		refuse(
			`'${name}' is empty`,
			'Fill it in, or check that the expression in it finds a value for this item',
		);
	}
	return text;
}

/** A JSON field as an object, or undefined where it is empty. */
export function jsonField(
	{ field, refuse }: Reading,
	parameter: string,
	name: string,
): IDataObject | undefined {
	const value = field(parameter);
	if (!isObject(value)) return undefined;
	refuseUnsafeKeys(value, name, refuse);
	return value;
}

/** A destination from a phone number or SIP address. */
export function addressDestination(reading: Reading): IDataObject {
	const text = requiredText(reading, 'destination', 'Destination');
	const { number, sipUri, extension } = readNumber(text, {}, () => 'Destination', reading.refuse) ?? {};
	if (sipUri !== undefined) return { type: 'sip', sipUri };
	return { type: 'number', number, ...(extension !== undefined && { extension }) };
}

/** A destination with the JSON of the additional fields laid over it. */
export function withDestinationJson(reading: Reading, destination: IDataObject): IDataObject {
	const json = jsonField(reading, 'additionalFields.destination', 'Destination (JSON)') ?? {};
	return merged(destination, json);
}

/**
 * What the agent says, as a message of Vapi; undefined where nothing is to be said.
 * @param type of the message, where it is known already
 */
export function spokenMessage({ field, refuse }: Reading, type?: string): IDataObject | undefined {
	const content = textOf(field('additionalFields.message'));
	if (content === undefined) return undefined;
	if (content.length > 1000) {
		refuse(
			`'Say' has ${content.length} characters, and Vapi takes 1000`,
			'Shorten it to 1000 characters or fewer',
		);
	}
	return { ...(type !== undefined && { type }), content };
}
