import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { asObject, asText, isObject, MAX_DEPTH, nestsDeeperThan } from '../shared/base/values';
import { API_REQUEST } from '../shared/vapi/events';
import { isKnownEvent } from './eventOptions';
import { answerBy } from './output/answerBy';
import { admit } from './request/gate';
import { headerOf, type Headers } from './request/headers';
import { visibleRequest, type VisibleParts } from './request/visibleRequest';
import { answerAlone, started, turnedAway } from './respond';

/** Where the author of a tool may have put the ID of the call: a field of the tool, or a header. */
const CALL_ID_FIELDS = ['call_id', 'callId', 'callID'];
const CALL_ID_HEADERS = ['x-call-id', 'x-vapi-call-id', 'call-id'];

interface ApiRequest {
	method: string;
	headers: Headers;
	query: IDataObject;
	/** What n8n read; an empty object or nothing where there is none. */
	body: unknown;
}

function apiRequestOf(ctx: IWebhookFunctions): ApiRequest {
	return {
		method: ctx.getRequestObject().method,
		headers: ctx.getHeaderData() as Headers,
		query: asObject(ctx.getQueryData()),
		body: ctx.getBodyData() ?? {},
	};
}

/** Why a body gives no arguments, if it does not. */
function bodyFaultOf(body: unknown): string | undefined {
	if (!isObject(body)) return 'The body is not a JSON object';
	if (nestsDeeperThan(body, MAX_DEPTH)) return 'The body is nested too deeply';
	return isKnownEvent(asObject(body.message).type)
		? 'This URL is for API Request tools. Server messages of Vapi go to the other URL of this trigger.'
		: undefined;
}

function sentCallIdOf({ headers }: ApiRequest, values: IDataObject): string | null {
	const ids = [
		...CALL_ID_FIELDS.map((name) => asText(values[name])),
		...CALL_ID_HEADERS.map((name) => asText(headerOf(headers, name))),
	];
	return ids.find((id) => id !== undefined) ?? null;
}

/** The one item that a request gives. */
function itemOf(request: ApiRequest, receivedAt: number): IDataObject {
	const values = { ...request.query, ...(request.body as IDataObject) };
	return {
		event: API_REQUEST,
		method: request.method,
		// n8n refuses the word `arguments` in expressions, as with tool calls.
		parameters: values,
		arguments: values,
		callId: sentCallIdOf(request, values),
		answerBy: answerBy({}, receivedAt),
	};
}

/**
 * Handles one request of an API Request tool: plain JSON or a query, without an envelope. Where the
 * workflow did not choose them, there is nothing at this URL.
 */
export async function handleApiRequest(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receivedAt = Date.now();
	const events = ctx.getNodeParameter('events', []) as string[];
	if (!events.includes(API_REQUEST)) {
		return answerAlone(ctx, 404, { message: 'This workflow takes no requests of API Request tools' });
	}
	const admission = await admit(ctx, receivedAt);
	if (admission === 'repeated') {
		// A status of success would be a result that the tool never had.
		return answerAlone(ctx, 409, { message: 'This signed request has come before' });
	}
	if (admission !== 'accepted') return turnedAway(ctx, admission);
	const request = apiRequestOf(ctx);
	const fault = bodyFaultOf(request.body);
	if (fault !== undefined) return answerAlone(ctx, 400, { message: fault });

	const parts = await visibleRequest(ctx, ctx.getNodeParameter('options', {}) as VisibleParts);
	const json = { ...itemOf(request, receivedAt), ...parts };
	return started(ctx, [{ json }], { type: API_REQUEST, calls: [] });
}
