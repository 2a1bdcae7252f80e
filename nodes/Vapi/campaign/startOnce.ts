import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { cancelSignalOf } from '../../shared/api/cancellation';
import { vapiRequest } from '../../shared/api/request';
import { attempt } from '../../shared/base/result';
import type { Dial } from '../call/placing/preparedCall';
import { familyOf } from '../call/placing/family';
import { dialSession } from '../call/placing/session';
import type { DialSession } from '../call/placing/session';
import { inTurns } from '../call/placing/turns';
import { beginCampaign, campaignKey, endCampaign } from './campaignDial';
import type { PreparedCampaign } from './campaignDial';
import { begunButUnread, mayHaveBegun } from './campaignErrors';
import { lookBeforeStarting } from './lookForCampaign';
import { postCampaign, sendCampaign } from './postCampaign';

/** A campaign, and whether the request that started it was this one. */
export interface StartedCampaign {
	campaign: IDataObject;
	isNew: boolean;
}

async function startUnguarded(
	ctx: IExecuteFunctions,
	session: DialSession,
	prepared: PreparedCampaign,
): Promise<StartedCampaign> {
	const { itemIndex, body, late } = prepared;
	if (late !== undefined) throw late;
	const at = Date.now();
	const sent = await sendCampaign(ctx, session, prepared, () => {});
	if ('campaign' in sent) return { campaign: sent.campaign, isNew: true };
	const dial = { itemIndex, target: { name: String(body.name) }, entry: { at } };
	throw mayHaveBegun(ctx, dial, sent.open, "'Dial Once' is off, so a retry starts another one.");
}

/** The campaign of the record as it is now. */
async function readBegun(
	ctx: IExecuteFunctions,
	{ toolMode }: DialSession,
	{ itemIndex, entry: { id = '', foundExisting }, placedBefore }: Dial,
): Promise<StartedCampaign> {
	const path = `/v2/campaign/${encodeURIComponent(id)}`;
	const read = await attempt(vapiRequest(ctx, { method: 'GET', path, itemIndex }));
	if ('error' in read) throw begunButUnread(ctx, itemIndex, id, read.error);
	const notes = {
		...(foundExisting && { foundExisting }),
		...(toolMode && placedBefore && { alreadyPlaced: true }),
	};
	return { campaign: { ...(read.value as IDataObject), ...notes }, isNew: false };
}

async function startGuarded(
	ctx: IExecuteFunctions,
	session: DialSession,
	prepared: PreparedCampaign,
): Promise<StartedCampaign> {
	const dial = beginCampaign(session, prepared);
	const { entry } = dial;
	try {
		await lookBeforeStarting(ctx, session, dial, prepared);
		if (entry.id === undefined) {
			if (dial.late !== undefined) throw dial.late;
			const campaign = await postCampaign(ctx, session, dial, prepared);
			if (campaign !== undefined) return { campaign, isNew: true };
		}
		return await readBegun(ctx, session, dial);
	} finally {
		endCampaign(session, dial);
	}
}

/**
 * Starts the campaign, at most once in an execution and its retries: one that exists is read from Vapi
 * and given instead. `foundExisting` marks one that was found by looking back, `alreadyPlaced` one that
 * an earlier tool call started.
 * @throws NodeApiError where Vapi refused, NodeOperationError where it may have been started or the
 * execution was canceled
 */
export async function startOnce(
	ctx: IExecuteFunctions,
	prepared: PreparedCampaign,
): Promise<StartedCampaign> {
	const session = dialSession(ctx);
	if (!prepared.options.dialOnce) return await startUnguarded(ctx, session, prepared);
	// Retry may be pressed twice, or too early: the other execution must have its answer before this one looks.
	const turn = `${familyOf(ctx)}/${campaignKey(session, prepared.customers)}`;
	const work = async () => await startGuarded(ctx, session, prepared);
	return await inTurns([turn], work, cancelSignalOf(ctx));
}
