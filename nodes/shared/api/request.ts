import type { IDataObject, IHttpRequestOptions, IExecuteFunctions } from 'n8n-workflow';

import { baseUrlOf, baseUrlText, keyKindFor } from '../../../credentials/keys';
import { pastedKey } from '../../../credentials/pastedKey';
import { wholeBody } from './bodyStream';
import type { BodyStream } from './bodyStream';
import { isCancelled, pause } from './cancellation';
import {
	controlAddressError,
	credentialError,
	missingCredentialError,
	wrongKeyError,
} from './credentialErrors';
import type { VapiContext, VapiRequest, VapiResponse } from './exchange';
import { faultOf } from './networkFault';
import type { NetworkFault } from './networkFault';
import { answerError, cancelledError, networkError, unreadableError } from './requestErrors';
import { isRetriableStatus, retryAfterMs, waitBeforeRetry } from './retry';

const GET_TIMEOUT = 30_000;
const WRITE_TIMEOUT = 60_000;

/** What leads to a request: its options and the texts that must never show. */
interface Prepared {
	options: IHttpRequestOptions;
	secrets: string[];
}

/** The credential's data, or a clear message where there is none. */
async function credentialsOf(ctx: VapiContext, itemIndex?: number): Promise<IDataObject> {
	try {
		return await (ctx as IExecuteFunctions).getCredentials('vapiApi', itemIndex);
	} catch (error) {
		throw missingCredentialError(ctx, (error as Error).message, itemIndex);
	}
}

function bodyOptions(body: VapiRequest['body']): Partial<IHttpRequestOptions> {
	if (body === undefined) return {};
	// n8n drops an empty object, and Vapi demands a body.
	if (Object.keys(body).length > 0) return { body };
	return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

async function prepare(ctx: VapiContext, request: VapiRequest): Promise<Prepared> {
	const { method, path, query, body, itemIndex } = request;
	const credentials = (await credentialsOf(ctx, itemIndex)) as Record<string, string>;
	let base: URL;
	let url: string;
	let kind;
	let key = '';
	try {
		base = baseUrlOf(credentials);
		url = request.controlUrl ?? `${baseUrlText(credentials)}${path}`;
		kind = keyKindFor(credentials, { url, method });
		if (kind !== 'none') key = pastedKey(credentials, kind);
	} catch (error) {
		throw credentialError(ctx, (error as Error).message, itemIndex);
	}
	const wanted = request.controlUrl === undefined ? (request.key ?? 'private') : 'public';
	if (kind !== wanted) {
		throw request.controlUrl === undefined
			? wrongKeyError(ctx, kind, itemIndex)
			: controlAddressError(ctx, itemIndex);
	}
	// Live control wants the public key of some assistants only, a web call always.
	if (request.key === 'public' && key === '') {
		throw credentialError(ctx, 'Web calls need the Public Key, and the credential has none', itemIndex);
	}
	const options: IHttpRequestOptions = {
		method,
		url,
		qs: query,
		arrayFormat: 'repeat',
		...(request.stream ? { encoding: 'stream' } : { json: true }),
		timeout: request.timeout ?? (method === 'GET' ? GET_TIMEOUT : WRITE_TIMEOUT),
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		allowedDomains: request.controlUrl === undefined ? base.hostname : new URL(url).hostname,
		returnFullResponse: true,
		// Every status comes back as an answer, so nothing is sent again behind our back.
		ignoreHttpStatusErrors: true,
		...bodyOptions(body),
	};
	const secrets = [key, credentials.apiKey, credentials.publicKey].map((text) => (text ?? '').trim());
	return { options, secrets: [...new Set(secrets)].filter((text) => text !== '') };
}

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
	const { options, secrets } = await prepare(ctx, request);
	for (let tries = 1; ; tries++) {
		if (isCancelled(ctx)) throw cancelledError(ctx, request);
		const result = await send(ctx, request, options);
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
