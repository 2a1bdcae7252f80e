import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/api/refuse';
import { fieldReader, namesIn } from '../../agent/fields';
import { isObject, merged, refuseUnsafeKeys } from '../../../shared/base/merge';
import { destinationOf } from '../../../shared/vapi/phoneNumber/destination';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import type { Refuse } from '../../agent/types';
import { operation, properties } from '../../../shared/generated/call/transfer';

const names = namesIn(properties);

/** The form's fields of a destination, as far as they fit its kind. */
function destinationFields(fields: IDataObject, to: Destination, refuse: Refuse): IDataObject {
	const { extension, numberE164CheckEnabled, ...common } = fields;
	if (to.sipUri !== undefined) {
		if (extension !== undefined) {
			refuse(
				`'${names('extension')}' is set, and '${names('to')}' is a SIP address`,
				'Only phone numbers have an extension, so leave it empty',
			);
		}
		return { ...common, type: 'sip', sipUri: to.sipUri };
	}
	if (extension !== undefined && to.extension !== undefined && extension !== to.extension) {
		refuse(
			`'${names('to')}' ends in extension ${to.extension}, and '${names('extension')}' says ${String(extension)}`,
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

/**
 * The message of a transfer: the destination from 'To', a phone number or a SIP address, and what
 * the agent says before it hands over. The JSON of the destination is laid over the form.
 * @throws NodeOperationError for what is neither a full phone number nor a SIP address
 */
export function transferOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
): IDataObject {
	const refuse: Refuse = (message, description) => {
		throw inputError(ctx, itemIndex, message, `${description}.`);
	};
	const { destination = {}, ...rest } = body;
	const fields = destination as IDataObject;
	const parameter = (name: string) => ctx.getNodeParameter(name, itemIndex, '');
	const to = destinationOf(
		parameter('to'),
		{
			defaultCountryCode: parameter('additionalFields.defaultCountryCode'),
			e164Check: fields.numberE164CheckEnabled !== false,
		},
		names,
		refuse,
	);
	if (to === undefined) {
		return refuse(
			`'${names('to')}' is empty`,
			'Enter the phone number or SIP address that the call goes to',
		);
	}
	const json = fieldReader(ctx, itemIndex, operation)('additionalFields.destination');
	const extra = isObject(json) ? json : {};
	refuseUnsafeKeys(extra, names('destination'), refuse);
	return { ...rest, destination: merged(destinationFields(fields, to, refuse), extra) };
}
