import type { IExecuteFunctions } from 'n8n-workflow';

import type { NodeError } from '../../shared/api/errorFactory';
import type { Outcome } from '../../shared/api/requestOutcome';
import { goesOn } from '../../shared/engine/failedItem';
import { isRetried } from '../call/placing/family';
import { dialSession } from '../call/placing/session';
import { recordedCampaigns } from './campaignDial';

/** The campaigns of this run in words, those included of which it is not known whether they were started. */
function wordsOf(ctx: IExecuteFunctions, said: string): string {
	const campaigns = recordedCampaigns(dialSession(ctx));
	const ids = campaigns.flatMap(({ id }) => (id === undefined || said.includes(id) ? [] : [id]));
	const isOpen = campaigns.some(({ id }) => id === undefined);
	return [
		ids.length > 0 && `This execution began the campaign ${ids.join(', ')}, which a retry returns.`,
		isOpen && 'It may have begun a campaign, which a retry looks for before it starts one.',
	]
		.filter(Boolean)
		.join(' ');
}

function withWords(ctx: IExecuteFunctions, error: NodeError): NodeError {
	const words = wordsOf(ctx, `${error.message} ${error.description ?? ''}`);
	error.description = [error.description, words].filter(Boolean).join(' ');
	return error;
}

/**
 * Adds the campaign that this execution began to why an item failed: an item that cannot be read in a
 * retry may be a contact of it.
 * @param isPrepared false where the item could not even be read and checked
 */
export function withCampaign(
	ctx: IExecuteFunctions,
	_itemIndex: number,
	error: NodeError,
	isPrepared: boolean,
): NodeError {
	if (!goesOn(ctx)) return error;
	const { context } = error;
	// Of what was not foreseen nobody can say that it came before the POST.
	if (error.cause instanceof Error) context.outcome ??= 'mayHaveBeenPlaced' satisfies Outcome;
	const session = dialSession(ctx);
	// In a retry, whoever cannot be read may be in the campaign that there is.
	if (!isPrepared && isRetried(ctx, session) && recordedCampaigns(session).length > 0) {
		context.outcome = 'mayHaveBeenPlaced' satisfies Outcome;
	}
	return withWords(ctx, error);
}

/** Adds the campaign to the error that stops the node, since n8n drops what a node that throws has. */
export function withCampaignOf(ctx: IExecuteFunctions, error: NodeError): NodeError {
	const { toolMode } = dialSession(ctx);
	const campaigns = recordedCampaigns(dialSession(ctx));
	if (ctx.continueOnFail() || toolMode || campaigns.length === 0) return error;
	error.context.recordedCampaigns = ctx.getInputData().flatMap((_, item) =>
		campaigns.map(({ id }) => ({ item, ...(id !== undefined && { campaignId: id }) })),
	);
	return withWords(ctx, error);
}
