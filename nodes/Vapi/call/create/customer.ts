import type { IDataObject } from 'n8n-workflow';

import { withoutUnset } from '../../../shared/base/merge';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import type { FieldNames, Refuse } from '../../agent/types';

/** What the form says about the person who is called; undefined where a field is not set. */
export interface CustomerFields {
	name?: string;
	email?: string;
	externalId?: string;
	extension?: string;
	numberE164CheckEnabled?: boolean;
}

/**
 * The customer of the request. An extension that stood behind the number counts like one in its
 * own field.
 * @returns undefined where nothing is set
 */
export function customerOf(
	destination: Destination | undefined,
	fields: CustomerFields,
	names: FieldNames,
	refuse: Refuse,
): IDataObject | undefined {
	const { extension: behindNumber, ...address } = destination ?? {};
	const { extension: own, ...rest } = fields;
	if (own !== undefined && behindNumber !== undefined && own !== behindNumber) {
		refuse(
			`'${names('to')}' ends in extension ${behindNumber}, and '${names('extension')}' says ${own}`,
			'Keep the extension in one of the two',
		);
	}
	const customer = withoutUnset({ ...address, ...rest, extension: own ?? behindNumber });
	return Object.keys(customer).length > 0 ? customer : undefined;
}
