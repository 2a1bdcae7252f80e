import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { asObject, isObject, merged } from '../../shared/base/values';
import type { ItemReader } from '../../shared/engine/itemReader';
import { empty } from '../../shared/engine/itemReader';
import type { ParameterValue } from '../../shared/engine/readValue';
import { destinationOf } from '../../shared/vapi/phoneNumber/destination';
import { textOfValue } from './answerLine';

/** Longest text that Vapi speaks. */
const SPOKEN = 1000;

/** Text that an answer cannot do without, on one line; an ID where it was chosen from a list. */
export function requiredText<Name extends string>(
	{ raw, value, name }: ItemReader<Name>,
	parameter: Name,
): string {
	const given = raw(parameter);
	const text = textOfValue(isObject(given) && '__rl' in given ? value(parameter) : given);
	return text === '' ? empty({ displayName: name(parameter) }) : text;
}

/**
 * A destination from a phone number or SIP address.
 * @throws Refusal for what is neither
 */
export function addressDestination({
	raw,
	name,
}: ItemReader<'destination' | 'countryCode'>): IDataObject {
	const field = name('destination');
	const { number, sipUri, extension } =
		destinationOf(raw('destination'), {
			field,
			countryCode: { value: raw('countryCode'), field: name('countryCode') },
		}) ??
		refuse(`'${field}' is empty`, 'Enter the phone number or SIP address that the call goes to');
	if (sipUri !== undefined) return { type: 'sip', sipUri };
	return { type: 'number', number, ...(extension !== undefined && { extension }) };
}

/** A destination with the JSON of the additional fields laid over it. */
export function withDestinationJson(
	{ value }: ItemReader<'additionalFields.destination'>,
	destination: IDataObject,
): IDataObject {
	return merged(destination, asObject(value('additionalFields.destination')));
}

/**
 * What the agent says, as a message of Vapi; undefined where nothing is to be said.
 * @param type of the message, where it is known already
 */
export function spokenMessage(
	{ raw, name }: ItemReader<'additionalFields.message'>,
	type?: string,
): IDataObject | undefined {
	const content = textOfValue(raw('additionalFields.message'));
	if (content === '') return undefined;
	if (content.length > SPOKEN) {
		refuse(
			`'${name('additionalFields.message')}' has ${content.length} characters, and Vapi takes ${SPOKEN}`,
			`Shorten it to ${SPOKEN} characters or fewer`,
		);
	}
	return { ...(type !== undefined && { type }), content };
}

/** A value that an answer cannot do without, within the limits of its row. */
export function requiredValue<Name extends string>(
	{ value, name }: ItemReader<Name>,
	parameter: Name,
): ParameterValue {
	return value(parameter) ?? empty({ displayName: name(parameter) });
}
