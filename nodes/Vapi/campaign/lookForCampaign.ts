import type { IExecuteFunctions } from 'n8n-workflow';

import { waitOrStop } from '../../shared/api/cancellation';
import { attempt } from '../../shared/base/result';
import type { Dial } from '../call/placing/preparedCall';
import { dialTiming } from '../call/placing/dialTiming';
import { isRetried } from '../call/placing/family';
import { retriedFrom } from '../call/placing/lookBack';
import { settle } from '../call/placing/record';
import { clockOffsetOf, vapiTime } from '../call/placing/session';
import type { DialSession } from '../call/placing/session';
import { unlistedFor } from '../call/placing/unlisted';
import type { PreparedCampaign } from './campaignDial';
import { lookedFor, mayHaveBegun, notLookedBack } from './campaignErrors';
import { findCampaign, isAlike } from './findCampaign';

async function look(
	ctx: IExecuteFunctions,
	{ itemIndex, target, entry, fresh }: Dial,
	{ customers }: PreparedCampaign,
	since: number,
): Promise<void> {
	const sought = { itemIndex, target, customers };
	const campaign = await findCampaign(ctx, sought, since);
	if (campaign === undefined) return;
	if (fresh || !isAlike(sought, campaign)) entry.foundExisting = true;
	settle(ctx, entry, String(campaign.id));
}

async function lookUntilListed(
	ctx: IExecuteFunctions,
	session: DialSession,
	dial: Dial,
	prepared: PreparedCampaign,
): Promise<void> {
	const { itemIndex, entry, fresh } = dial;
	const from = fresh ? retriedFrom(ctx, session, prepared.options.lookBackHours) : entry;
	for (let left = Infinity; left > 0 && entry.id === undefined; ) {
		// Asked before the look, which has to be later than the last moment that counts.
		left = await unlistedFor(ctx, session, [dial]);
		const since = await vapiTime(ctx, session, itemIndex, from.at, from.offset);
		await look(ctx, dial, prepared, since);
		const wait = Math.min(left, dialTiming.lookAgain);
		if (left > 0 && entry.id === undefined) await waitOrStop(ctx, wait, itemIndex);
	}
}

/**
 * Finds the campaign where one may exist already, and waits until the list would show it. Where none
 * is found, one may be started.
 * @throws NodeOperationError where it cannot be looked for
 */
export async function lookBeforeStarting(
	ctx: IExecuteFunctions,
	session: DialSession,
	dial: Dial,
	prepared: PreparedCampaign,
): Promise<void> {
	const { itemIndex, entry, fresh, target } = dial;
	const looksBack = isRetried(ctx, session) && prepared.options.lookBackHours > 0;
	if (entry.id !== undefined || (fresh && !looksBack)) return;
	const looked = await attempt(lookUntilListed(ctx, session, dial, prepared));
	if (!('error' in looked) || entry.id !== undefined) return;
	if (fresh) throw notLookedBack(ctx, itemIndex, target.name, looked.error);
	const cause = 'An earlier try got no clear answer';
	throw mayHaveBegun(ctx, dial, cause, lookedFor(looked.error));
}

/**
 * After a POST without a clear answer: finds the campaign that it started.
 * @param cause what the POST ended with
 * @throws NodeOperationError where it is not found, which says that it may have been started
 */
export async function findOpenCampaign(
	ctx: IExecuteFunctions,
	session: DialSession,
	dial: Dial,
	prepared: PreparedCampaign,
	cause: unknown,
): Promise<void> {
	const { itemIndex, entry } = dial;
	const endedAt = Date.now();
	dial.fresh = false;
	const search = async () => {
		// Noted while this machine's clock is the one that the POST was noted by.
		const offset = await clockOffsetOf(ctx, session, itemIndex);
		if (offset !== undefined) {
			entry.offset ??= offset;
			entry.unansweredAt = endedAt + offset;
		}
		for (const delay of dialTiming.looks) {
			await waitOrStop(ctx, delay, itemIndex);
			const since = await vapiTime(ctx, session, itemIndex, entry.at, entry.offset);
			await look(ctx, dial, prepared, since);
			if (entry.id !== undefined) return;
		}
	};
	const looked = await attempt(search());
	if (entry.id !== undefined) return;
	const fault = 'error' in looked ? looked.error : undefined;
	throw mayHaveBegun(ctx, dial, cause, lookedFor(fault));
}
