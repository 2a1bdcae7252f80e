import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Result } from '../../shared/base/result';
import { attempt, messageOf } from '../../shared/base/result';
import { begunButUnread, notInCampaign } from './campaignErrors';
import type { PreparedContact } from './campaignForm';
import { contactsOf, dealContacts } from './contacts';
import type { StartedCampaign } from './startOnce';

/** What starting noted on the campaign, and Vapi knows nothing of. */
const NOTES = ['foundExisting', 'alreadyPlaced'] as const;

/** What all contacts say of their campaign. */
function ofCampaign(campaign: IDataObject): IDataObject {
	const notes = NOTES.flatMap((note) => (campaign[note] === true ? [[note, true]] : []));
	return {
		campaignId: campaign.id,
		campaignName: campaign.name,
		campaignStatus: campaign.status,
		...(Object.fromEntries(notes) as IDataObject),
	};
}

/**
 * Gives each item its contact in the campaign. The contacts of one that has just been started may not be
 * listed yet, or not be readable: they come out as they were sent.
 * @returns what came of each item, in their order
 * @throws NodeOperationError where the contacts of an earlier campaign cannot be read
 */
export async function contactItems(
	ctx: IExecuteFunctions,
	items: PreparedContact[],
	{ campaign, isNew }: StartedCampaign,
): Promise<Array<Result<INodeExecutionData[]>>> {
	const [{ itemIndex: first } = { itemIndex: 0 }] = items;
	const id = String(campaign.id);
	const read = await attempt(contactsOf(ctx, first, id));
	if ('error' in read && !isNew) throw begunButUnread(ctx, first, id, read.error);
	const listed = 'value' in read ? read.value : [];
	const unread = 'error' in read ? { contactsUnread: messageOf(read.error) } : {};
	const contacts = dealContacts(items.map(({ customer }) => customer), listed);
	return items.map(({ itemIndex, customer }, index) => {
		const contact = contacts[index];
		const { number, name, externalId } = customer;
		if (contact === undefined && !isNew && listed.length > 0) {
			return { error: notInCampaign(ctx, itemIndex, String(number), id) };
		}
		const sent = Object.entries({ number, name, externalId }).filter(([, value]) => value !== undefined);
		const json = { ...Object.fromEntries(sent), ...contact, ...ofCampaign(campaign), ...unread };
		return { value: [{ json: json as IDataObject }] };
	});
}
