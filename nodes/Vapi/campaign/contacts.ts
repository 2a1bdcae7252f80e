import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { listPages } from '../../shared/api/pages';
import { targetsOf } from '../call/placing/identity';

/**
 * The contacts of a campaign in the order of their calls, with call IDs and how the calls ended.
 * @throws NodeApiError
 */
export async function contactsOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
): Promise<IDataObject[]> {
	const path = `/v2/campaign/${encodeURIComponent(campaignId)}/contacts`;
	const contacts: IDataObject[] = [];
	const request = { method: 'GET', path, itemIndex } as const;
	for await (const page of listPages(ctx, request, 'page', Infinity)) contacts.push(...page);
	return contacts;
}

/** Whose phone rings, whichever way the number is written. A contact of Vapi has no extension. */
export function phonesOf(customers: IDataObject[]): string[] {
	return targetsOf({ customers: customers.map(({ number }) => ({ number })) }).map(({ who }) => who);
}

/**
 * Gives each customer its contact: by number, and those of one number in their order.
 * @returns one entry a customer; undefined where the campaign has none for it
 */
export function dealContacts(
	customers: IDataObject[],
	contacts: IDataObject[],
): Array<IDataObject | undefined> {
	const free = new Map<string, IDataObject[]>();
	const phones = contacts.length > 0 ? phonesOf(contacts) : [];
	phones.forEach((phone, index) => {
		const contact = contacts[index];
		if (contact !== undefined) free.set(phone, [...(free.get(phone) ?? []), contact]);
	});
	return phonesOf(customers).map((phone) => free.get(phone)?.shift());
}
