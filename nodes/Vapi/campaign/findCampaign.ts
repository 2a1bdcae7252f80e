import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { listPages } from '../../shared/api/pages';
import { hasCaller } from '../call/placing/identity';
import type { Target } from '../call/placing/identity';
import { claimedCalls } from '../call/placing/record';
import { contactsOf, phonesOf } from './contacts';

/** What a campaign is known by. */
export interface Sought {
	itemIndex: number;
	/** Its name, agent and line. */
	target: Target;
	customers: IDataObject[];
}

interface FoundCampaign {
	campaign: IDataObject;
	/** It has the name, the agent and the line that are asked for. */
	isAlike: boolean;
	/** How many of its contacts are asked for. */
	shared: number;
}

/** Whether a campaign has the name, the agent and the line that are asked for. */
export function isAlike({ target }: Pick<Sought, 'target'>, campaign: IDataObject): boolean {
	return campaign.name === target.name && hasCaller(target, campaign);
}

/**
 * The campaign that calls these people: any that calls one of them, since nobody is to be called by two.
 * Where its contacts are not listed yet, its name, agent and line tell it. Of several the one with the
 * most of them, of equal ones the latest. Campaigns that another run of a node has are left out.
 * @param since milliseconds by Vapi's clock
 * @throws where campaigns or their contacts cannot be listed
 */
export async function findCampaign(
	ctx: IExecuteFunctions,
	sought: Sought,
	since: number,
): Promise<IDataObject | undefined> {
	const { itemIndex, customers } = sought;
	const query = { createdAtGe: new Date(since).toISOString() };
	const request = { method: 'GET', path: '/v2/campaign', query, itemIndex } as const;
	const wanted = new Set(phonesOf(customers));
	const claimed = claimedCalls(ctx);
	const found: FoundCampaign[] = [];
	for await (const campaigns of listPages(ctx, request, 'page', Infinity)) {
		for (const campaign of campaigns) {
			const id = String(campaign.id);
			if (Object.hasOwn(claimed, id)) continue;
			const contacts = await contactsOf(ctx, itemIndex, id);
			const phones = contacts.length > 0 ? phonesOf(contacts) : [];
			const shared = phones.filter((phone) => wanted.has(phone)).length;
			const alike = isAlike(sought, campaign);
			if (shared > 0 || (alike && contacts.length === 0)) {
				found.push({ campaign, isAlike: alike, shared });
			}
		}
	}
	found.sort((a, b) => b.shared - a.shared || Number(b.isAlike) - Number(a.isAlike));
	return found[0]?.campaign;
}
