import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Question } from '../shared/vapi/answers/question';
import { isSelected } from '../shared/vapi/events';
import { filtersOf, passesFilters } from './filters/passesFilters';
import { itemsFor } from './output/eventItems';
import { outputSettings } from './output/outputParameters';
import { readToolCalls } from './output/readToolCalls';
import { admit, registrationHeader } from './request/gate';
import { readMessage } from './request/readMessage';
import { isRepeat } from './request/repeats';
import { visibleRequest, type VisibleParts } from './request/visibleRequest';
import { answerAlone, started, turnedAway } from './respond';
import { asText } from '../shared/base/values';

/** The node's options that concern requests. */
interface WebhookOptions extends VisibleParts {
	includeMessage?: boolean;
	allowRepeats?: boolean;
}

/**
 * A message without the secret that this node registered: Vapi repeats the assistant with its
 * server in every message, and what a trigger puts out is stored and shown.
 */
function withoutSecret(ctx: IWebhookFunctions, message: IDataObject): IDataObject {
	const secret = asText(registrationHeader(ctx));
	const text = secret === undefined ? '' : JSON.stringify(message);
	if (secret === undefined || !text.includes(secret)) return message;
	return JSON.parse(text.replaceAll(secret, '(hidden)')) as IDataObject;
}

/** What a message asks. */
function questionOf(message: IDataObject & { type: string }): Question {
	const calls = readToolCalls(message).map(({ toolCallId = '', name }) => ({
		toolCallId,
		...(name !== undefined && { name }),
	}));
	return { type: message.type, calls };
}

/**
 * Handles one request to the webhook: turns forged and broken ones away, answers those that no
 * event was selected for, and starts the workflow with the rest.
 */
export async function handleWebhook(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receivedAt = Date.now();
	const admission = await admit(ctx, receivedAt);
	if (admission === 'repeated') return { webhookResponse: {} };
	if (admission !== 'accepted') return turnedAway(ctx, admission);
	const reading = readMessage(ctx.getBodyData());
	if ('reason' in reading) return answerAlone(ctx, reading.status, { message: reading.reason });

	const { message } = reading;
	const events = ctx.getNodeParameter('events', []) as string[];
	if (!isSelected(message, events)) return { webhookResponse: {} };
	const filters = filtersOf(ctx.getNodeParameter('filters', {}) as IDataObject);
	if (!passesFilters(message, filters)) return { webhookResponse: {} };

	const options = ctx.getNodeParameter('options', {}) as WebhookOptions;
	if (options.allowRepeats !== true && isRepeat(ctx, message, receivedAt)) return { webhookResponse: {} };
	const parts = await visibleRequest(ctx, options);
	const items = itemsFor(withoutSecret(ctx, message), outputSettings(ctx, options), receivedAt).map((item) => ({
		...item,
		json: { ...item.json, ...parts },
	}));
	return started(ctx, items, questionOf(message));
}
