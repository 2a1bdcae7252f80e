import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { vapiFullRequest } from '../../shared/api/request';
import { leavesOpen } from '../../shared/api/requestOutcome';
import { attempt } from '../../shared/base/result';
import { isObject } from '../../shared/base/values';
import type { Dial } from '../call/placing/preparedCall';
import { dialTiming } from '../call/placing/dialTiming';
import { forgetDialed, noteDialed, personOf } from '../call/placing/lately';
import { settle } from '../call/placing/record';
import { learnClock } from '../call/placing/session';
import type { DialSession } from '../call/placing/session';
import { whenFree } from '../call/placing/slots';
import { stopIfStopped } from '../call/placing/stopElsewhere';
import type { PreparedCampaign } from './campaignDial';
import { findOpenCampaign } from './lookForCampaign';

/** What the POST came to: the campaign, or why it is not known whether there is one. */
type Sent = { campaign: IDataObject } | { open: unknown };

/**
 * Sends the POST. Only what Vapi provably did not accept is sent again.
 * @param beforeSending called before each request
 * @throws where nothing was sent, or Vapi refused
 */
export async function sendCampaign(
	ctx: IExecuteFunctions,
	session: DialSession,
	{ itemIndex, body, customers, options }: PreparedCampaign,
	beforeSending: () => void,
): Promise<Sent> {
	const send = async (): Promise<unknown> => {
		await stopIfStopped(ctx, session, itemIndex);
		beforeSending();
		const onHeaders = (headers: IDataObject) => learnClock(session, headers);
		const request = { method: 'POST', path: '/v2/campaign', body: { ...body, customers } } as const;
		const timeout = dialTiming.answer;
		return (await vapiFullRequest(ctx, { ...request, itemIndex, timeout, onHeaders })).body;
	};
	const sent = await attempt(whenFree(ctx, itemIndex, options.waitForSlot, send));
	if ('error' in sent) {
		if (leavesOpen(sent.error)) return { open: sent.error };
		throw sent.error;
	}
	const isCampaign = isObject(sent.value) && typeof sent.value.id === 'string' && sent.value.id !== '';
	if (isCampaign) return { campaign: sent.value as IDataObject };
	return { open: 'Vapi answered, but its answer does not name the campaign' };
}

/**
 * Starts a campaign that may be started, and notes it.
 * @returns Vapi's answer; undefined where there was none and the campaign was found
 * @throws where Vapi refused, or where it may have been started and was not found
 */
export async function postCampaign(
	ctx: IExecuteFunctions,
	session: DialSession,
	dial: Dial,
	prepared: PreparedCampaign,
): Promise<IDataObject | undefined> {
	const { entry } = dial;
	const person = personOf(ctx, dial.target);
	const beforeSending = () => {
		noteDialed([person]);
		delete entry.unansweredAt;
		if (!dial.fresh) return;
		entry.at = Date.now();
		if (session.clockOffset !== undefined) entry.offset = session.clockOffset;
	};
	const sent = await attempt(sendCampaign(ctx, session, prepared, beforeSending));
	if ('error' in sent) {
		forgetDialed([person]);
		throw sent.error;
	}
	noteDialed([person]);
	if ('campaign' in sent.value) {
		const { campaign } = sent.value;
		settle(ctx, entry, String(campaign.id));
		return campaign;
	}
	await findOpenCampaign(ctx, session, dial, prepared, sent.value.open);
	return undefined;
}
