import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CAMPAIGNS, contactsIn } from '../../../../sandbox/life/campaigns.mts';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../sandbox/server.mts';
import type { Entity } from '../../../../sandbox/types.mts';
import type { RunResult } from '../../harness/index.mts';
import { byId, runVapi } from '../../support.mts';
import { hurry } from '../call/placing/timing.mts';

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

/** The node goes on after failures. */
export const GO_ON = { onError: 'continueRegularOutput' } as const;

/** A fictional number. */
export const number = (index: number): string => `+1555555${String(1000 + index)}`;

/** So many items, a number each. */
export const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ number: number(index) }));

/** A contact as it comes out, or why there is none. */
export type Row = IDataObject & { error?: string; details?: IDataObject };

/** What tests of Create have at hand. */
export function useCampaigns(sandbox: () => Sandbox) {
	beforeEach(() => hurry());
	const posts = () => sandbox().requests.filter(({ method }) => method === 'POST');
	return {
		/** Runs Create for the items. */
		run: async (
			items: IDataObject[],
			more: INodeParameters = {},
			node: object = {},
		): Promise<RunResult> => {
			const parameters = createCampaign({}, '={{ $json.number }}', { variables: {}, ...more });
			return await runVapi(sandbox(), parameters, { items, node });
		},
		rowsOf: (result: RunResult) => result.json('Vapi') as Row[],
		posts,
		bodies: () => posts().map(({ body }) => body as IDataObject & { customers: IDataObject[] }),
	};
}
