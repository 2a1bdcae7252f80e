import type { INodeParameters } from 'n8n-workflow';
import { CAMPAIGNS, contactsIn } from '../../../../sandbox/life/campaigns.mts';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../sandbox/server.mts';
import type { Entity } from '../../../../sandbox/types.mts';
import { byId } from '../../support.mts';

/** Campaign: Create for the number in each item; `more` is laid over it. */
export function createCampaign(
	options: INodeParameters = {},
	to = '={{ $json.number }}',
	more: INodeParameters = {},
): INodeParameters {
	return {
		resource: 'campaign',
		operation: 'create',
		campaignName: 'Reminders',
		agent: 'assistant',
		assistantId: byId(ASSISTANTS.leadQualifier),
		phoneNumberId: byId(PHONE_NUMBERS.main),
		to,
		variables: { values: [{ name: 'asked', value: '={{ $now.toMillis() + Math.random() }}' }] },
		options,
		...more,
	};
}

/** The campaigns of the account that call one of these numbers. */
export function campaignsOf({ state }: Sandbox, numbers: string[]): Entity[] {
	return [...state.shelf(CAMPAIGNS).values()].filter((campaign) =>
		contactsOf(state, campaign).some(({ number }) => numbers.includes(String(number))),
	);
}

/** The contacts of a campaign. */
export function contactsOf(store: Sandbox['state'], campaign: Entity): Entity[] {
	return [...contactsIn({ store } as never, campaign).values()];
}
