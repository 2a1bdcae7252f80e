import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { stopIfCanceled } from '../../shared/api/cancellation';
import type { NodeError } from '../../shared/api/errorFactory';
import { errorOfItem } from '../../shared/api/errorFactory';
import type { Result } from '../../shared/base/result';
import { attempt, messageOf } from '../../shared/base/result';
import { goesOn } from '../../shared/engine/failedItem';
import type { WholeHandler } from '../../shared/engine/handler';
import { itemReader } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/campaign/create';
import { blamedCustomers } from '../call/placing/blamedCustomers';
import { contactItems } from './contactItems';
import { prepareContact } from './campaignForm';
import type { PreparedContact } from './campaignForm';
import { withCampaign, withCampaignOf } from './knownCampaign';
import { customersIn, strangers } from './sameCampaign';
import { startOnce } from './startOnce';

type ContactResults = Map<number, Result<INodeExecutionData[]>>;

function refusedFor(ctx: IExecuteFunctions, error: unknown, itemIndex: number, words: string): NodeError {
	return errorOfItem(ctx, error, itemIndex, `Vapi refused the request (400): ${words}`);
}

/** Whom Vapi refused the campaign for, with its words; empty where the fault is not with contacts. */
function blamed(contacts: PreparedContact[], error: unknown): Array<[PreparedContact, string]> {
	const places = blamedCustomers(messageOf(error)) ?? new Map<number, string>();
	return [...places].flatMap(([index, words]): Array<[PreparedContact, string]> => {
		const contact = contacts[index];
		return contact === undefined ? [] : [[contact, words]];
	});
}

/**
 * Starts the campaign of these contacts. Where Vapi refuses it for some of them and the node goes on
 * after failures, it is requested again without them.
 */
async function startFor(
	ctx: IExecuteFunctions,
	contacts: PreparedContact[],
	results: ContactResults,
): Promise<void> {
	const [first] = contacts;
	if (first === undefined) return;
	const { itemIndex, body, options, late } = first;
	const customers = customersIn(contacts);
	const campaign = { itemIndex, body, customers, options, late };
	const started = await attempt(startOnce(ctx, campaign));
	if ('value' in started) {
		const items = await attempt(contactItems(ctx, contacts, started.value));
		contacts.forEach((contact, index) => {
			const own = 'value' in items ? items.value[index] : items;
			if (own !== undefined) results.set(contact.itemIndex, own);
		});
		return;
	}
	const { error } = started;
	const faulty = blamed(contacts, error);
	for (const [contact, words] of faulty) {
		const own = refusedFor(ctx, error, contact.itemIndex, words);
		results.set(contact.itemIndex, { error: own });
	}
	const others = contacts.filter((contact) => !results.has(contact.itemIndex));
	if (faulty.length > 0 && !goesOn(ctx)) return;
	if (faulty.length > 0) return await startFor(ctx, others, results);
	for (const { itemIndex: of } of others) results.set(of, { error: errorOfItem(ctx, error, of) });
}

/** Campaign: Create. All items go into one campaign. */
export const createCampaign: WholeHandler<PreparedContact> = {
	async prepare(ctx, itemIndex) {
		return await prepareContact(itemReader(ctx, itemIndex, operation));
	},
	async executeAll(ctx, prepared) {
		const results: ContactResults = new Map();
		const contacts = [...prepared.values()];
		for (const [itemIndex, error] of strangers(contacts)) results.set(itemIndex, { error });
		if (results.size > 0 && !goesOn(ctx)) return results;
		const [{ itemIndex: first } = { itemIndex: 0 }] = contacts;
		stopIfCanceled(ctx, first);
		await startFor(ctx, contacts.filter(({ itemIndex }) => !results.has(itemIndex)), results);
		return results;
	},
	explain: withCampaign,
	beforeThrow: withCampaignOf,
};
