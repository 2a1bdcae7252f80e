import { createHash } from 'node:crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { asObject, asText } from '../../shared/base/values';
import { SeenOnce } from './replay';

/** Events that Vapi may send twice though they happened once, and that workflows act on. */
const ONCE = new Set<unknown>(['campaign.event', 'end-of-call-report', 'status-update']);

/** Longer than Vapi's longest row of retries: 10, from 10 seconds on, each after twice the time. */
const REMEMBERED_MS = 6 * 3600 * 1000;

/** What a process remembers at most. */
const REMEMBERED_EVENTS = 20_000;

const started = new SeenOnce(REMEMBERED_EVENTS);

/** What makes two messages the same one; the whole text where they do not say enough. */
function identityOf(message: IDataObject): string {
	const { type, status, timestamp, endedReason } = message;
	const call = asText(asObject(message.call).id) ?? asText(message.callId);
	if (type !== 'campaign.event' && call !== undefined && timestamp !== undefined) {
		return JSON.stringify([type, call, status, timestamp, endedReason]);
	}
	return createHash('sha256').update(JSON.stringify(message)).digest('base64');
}

/**
 * Whether a report, a status or an event of a campaign has started this workflow before, as far as
 * this process remembers. A test listens for whatever comes. What n8n could not take is forgotten:
 * Vapi sends it again.
 * @param now milliseconds since 1970
 */
export function isRepeat(ctx: IWebhookFunctions, message: IDataObject, now: number): boolean {
	if (!ONCE.has(message.type) || ctx.getMode() === 'manual') return false;
	const { id, webhookId } = ctx.getNode();
	const key = [ctx.getWorkflow().id, webhookId ?? id, identityOf(message)].join(' ');
	if (!started.isFirst(key, now + REMEMBERED_MS, now)) return true;
	started.forgetIfRefused(key, ctx.getResponseObject());
	return false;
}
