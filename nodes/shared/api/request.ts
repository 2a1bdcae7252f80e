import type { IHttpRequestOptions } from 'n8n-workflow';

import { wholeBody } from './bodyStream';
import { isCancelled, pause } from './cancellation';
import type { BodyStream, VapiContext, VapiRequest, VapiResponse } from './exchange';
import { encodeForm } from './multipart';
import { faultOf } from './networkFault';
import type { NetworkFault } from './networkFault';
import { answerError, cancelledError, networkError, unreadableError } from './requestErrors';
import { optionsFor } from './requestOptions';
import { isRetriableStatus, retryAfterMs, waitBeforeRetry } from './retry';

/** Whether a status says that the request did what it should. */
function isWanted({ accept = [] }: VapiRequest, statusCode: number): boolean {
	return (statusCode >= 200 && statusCode < 300) || accept.includes(statusCode);
}

/**
 * Sends with a time limit on the whole answer: a timeout alone starts anew with each byte. n8n puts
 * its own signal in the place of one that is given along, so the answer is not waited for instead.
 */
async function sendUntil(
	ctx: VapiContext,
	options: IHttpRequestOptions,
	until: number | undefined,
): Promise<VapiResponse> {
	const left = until === undefined ? Infinity : Math.max(until - Date.now(), 1);
	const timeout = Math.min(options.timeout ?? left, left);
	const { httpRequestWithAuthentication } = ctx.helpers;
	const sent = httpRequestWithAuthentication.call(ctx, 'vapiApi', { ...options, timeout });
	if (until === undefined) return (await sent) as VapiResponse;
	const answered = new AbortController();
	const late = pause(ctx, timeout, answered.signal).then((): never => {
		throw Object.assign(new Error('No whole answer in time'), { code: 'ETIMEDOUT' });
	});
	try {
		return (await Promise.race([sent, late])) as VapiResponse;
	} finally {
		answered.abort();
	}
}

async function send(
	ctx: VapiContext,
	request: VapiRequest,
	options: IHttpRequestOptions,
): Promise<{ response: VapiResponse } | { fault: NetworkFault }> {
	try {
		const response = await sendUntil(ctx, options, request.until);
		if (!request.stream || isWanted(request, response.statusCode)) return { response };
		return { response: { ...response, body: await wholeBody(ctx, response.body as BodyStream) } };
	} catch (error) {
		return { fault: faultOf(error) };
	}
}

/** Sends with the form of the request, if it has one; what the file is read from is let go of. */
async function sendForm(
	ctx: VapiContext,
	request: VapiRequest,
	options: IHttpRequestOptions,
): ReturnType<typeof send> {
	if (request.form === undefined) return await send(ctx, request, options);
	const form = await encodeForm(request.form);
	try {
		const headers = { ...options.headers, ...form.headers };
		return await send(ctx, request, { ...options, ...form, headers } as IHttpRequestOptions);
	} finally {
		if (!Buffer.isBuffer(form.body)) form.body.destroy();
	}
}

/** The wait before another try by what came of the last one; undefined where there is none. */
function waitAfter(
	{ method }: VapiRequest,
	tries: number,
	result: Awaited<ReturnType<typeof send>>,
): number | undefined {
	if (method !== 'GET') return undefined;
	if ('fault' in result) {
		const { code } = result.fault;
		const hopeless = code === undefined || code === 'ERR_CANCELED';
		return hopeless ? undefined : waitBeforeRetry(tries, undefined, Math.random());
	}
	const { statusCode, headers } = result.response;
	if (!isRetriableStatus(statusCode)) return undefined;
	return waitBeforeRetry(tries, retryAfterMs(headers, Date.now()), Math.random());
}

/** The same, and undefined where the time of the request would be up by then. */
function nextWait(
	request: VapiRequest,
	tries: number,
	result: Awaited<ReturnType<typeof send>>,
): number | undefined {
	const wait = waitAfter(request, tries, result) ?? Infinity;
	return Date.now() + wait < (request.until ?? Infinity) ? wait : undefined;
}

/**
 * Sends one request and gives the whole answer. A GET is sent again after 408, 429, 5xx and a
 * broken connection (at most 4 times, following Retry-After); nothing else ever is.
 * @throws NodeApiError, NodeOperationError with `context.itemIndex`; see `Outcome`
 */
export async function vapiFullRequest(
	ctx: VapiContext,
	request: VapiRequest,
): Promise<VapiResponse> {
	const { options, secrets } = await optionsFor(ctx, request);
	for (let tries = 1; ; tries++) {
		if (isCancelled(ctx)) throw cancelledError(ctx, request);
		const result = await sendForm(ctx, request, options);
		if ('response' in result) request.onHeaders?.(result.response.headers);
		if ('response' in result && isWanted(request, result.response.statusCode)) {
			return result.response;
		}
		const wait = isCancelled(ctx) ? undefined : nextWait(request, tries, result);
		if (wait === undefined) {
			throw 'fault' in result
				? networkError(ctx, request, options, result.fault, secrets)
				: answerError(ctx, request, result.response, secrets);
		}
		await pause(ctx, wait);
	}
}

/**
 * Sends one request and gives the parsed JSON of the answer.
 * @throws as `vapiFullRequest`, and where a 2xx answer is no JSON object or list
 */
export async function vapiRequest(ctx: VapiContext, request: VapiRequest): Promise<unknown> {
	const response = await vapiFullRequest(ctx, request);
	const { body, statusCode } = response;
	if (typeof body === 'object' && body !== null) return body;
	const needsNoBody = body === '' && (statusCode === 204 || request.method === 'DELETE');
	if (!needsNoBody) throw unreadableError(ctx, request, response);
	return {};
}
