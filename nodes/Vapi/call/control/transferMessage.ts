import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { refuse } from '../../../shared/base/refusal';
import { asObject, merged } from '../../../shared/base/values';
import type { ItemReader } from '../../../shared/engine/itemReader';
import { itemReader } from '../../../shared/engine/itemReader';
import type { ParameterOf } from '../../../shared/engine/rows';
import { operation } from '../../../shared/generated/call/transfer';
import type { Destination, NumberOptions } from '../../../shared/vapi/phoneNumber/destination';
import { destinationOf } from '../../../shared/vapi/phoneNumber/destination';

type TransferReader = ItemReader<ParameterOf<typeof operation>>;

const CALLER_ID = 'additionalFields.callerId';
const E164_CHECK = 'additionalFields.numberE164CheckEnabled';
const EXTENSION = 'additionalFields.extension';

/** The form's fields of a destination, as far as they fit its kind. */
function destinationFields(
	fields: IDataObject,
	to: Destination,
	name: TransferReader['name'],
): IDataObject {
	const { extension, numberE164CheckEnabled, ...common } = fields;
	if (to.sipUri !== undefined) {
		if (extension !== undefined) {
			refuse(
				`'${name(EXTENSION)}' is set, and '${name('to')}' is a SIP address`,
				'Only phone numbers have an extension, so leave it empty',
			);
		}
		return { ...common, type: 'sip', sipUri: to.sipUri };
	}
	if (extension !== undefined && to.extension !== undefined && extension !== to.extension) {
		refuse(
			`'${name('to')}' ends in extension ${to.extension}, and '${name(EXTENSION)}' says ${String(extension)}`,
			'Keep the extension in one of the two',
		);
	}
	const digits = extension ?? to.extension;
	return {
		...common,
		...(numberE164CheckEnabled !== undefined && { numberE164CheckEnabled }),
		type: 'number',
		number: to.number,
		...(digits !== undefined && { extension: digits }),
	};
}

/** A caller ID as Vapi takes it: a number understood as 'To' is, or a template that Vapi fills in. */
function callerIdOf(callerId: unknown, options: NumberOptions): unknown {
	if (String(callerId).includes('{{')) return callerId;
	return destinationOf(callerId, options)?.number ?? callerId;
}

/**
 * The message of a transfer: the destination from 'To', a phone number or a SIP address, and what
 * the agent says before it hands over. The JSON of the destination is laid over the form.
 * @throws Refusal for what is neither a full phone number nor a SIP address
 */
export function transferMessage(
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
): IDataObject {
	const { raw, value, name } = itemReader(ctx, itemIndex, operation);
	const { destination, ...rest } = body;
	const fields = asObject(destination);
	const options = {
		countryCode: { value: raw('countryCode'), field: name('countryCode') },
		e164Check: { isOn: fields.numberE164CheckEnabled !== false, field: name(E164_CHECK) },
	};
	const to =
		destinationOf(raw('to'), { ...options, field: name('to') }) ??
		refuse(
			`'${name('to')}' is empty`,
			'Enter the phone number or SIP address that the call goes to',
		);
	const callerId = callerIdOf(value(CALLER_ID), { ...options, field: name(CALLER_ID) });
	const form = { ...fields, ...(callerId !== undefined && { callerId }) };
	const extra = asObject(value('additionalFields.destination'));
	return { ...rest, destination: merged(destinationFields(form, to, name), extra) };
}
