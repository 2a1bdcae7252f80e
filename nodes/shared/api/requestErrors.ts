import type { IHttpRequestOptions } from 'n8n-workflow';

import { messagesOf } from './answerText';
import type { NodeError } from './errorFactory';
import { apiError, operationError } from './errorFactory';
import type { VapiContext, VapiRequest, VapiResponse } from './exchange';
import { hintFor } from './hints';
import type { NetworkFault } from './networkFault';
import type { Outcome } from './requestOutcome';
import { isRefusal, isUnsent } from './requestOutcome';
import { retryAfterMs } from './retry';
import { withoutSecrets } from './secrets';

/** What is known, and what to do about it. */
interface Consequence {
	clause: string;
	advice: string;
	outcome?: Outcome;
}

/** What may have happened, for a request that changes something and has no clear answer. */
function mayHaveHappened({ method, path }: VapiRequest): Consequence {
	if (method === 'GET') return { clause: '', advice: '' };
	if (method === 'POST' && path === '/call') {
		return {
			clause: ', so the call may have been placed',
			advice: 'Look for the call in the call logs of the Vapi dashboard before you run this again.',
			outcome: 'mayHaveBeenPlaced',
		};
	}
	if (method === 'PATCH' || method === 'DELETE') {
		return {
			clause: ', so the request may have been carried out',
			advice: 'Run this again: done twice, it changes nothing more.',
		};
	}
	return {
		clause: ', so the request may have been carried out',
		advice: 'Check the result in the Vapi dashboard before you run this again.',
	};
}

/** For an execution that was stopped before the request was sent. */
export function cancelledError(ctx: VapiContext, { itemIndex }: VapiRequest): NodeError {
	return operationError(ctx, {
		message: 'The execution was stopped before this request was sent',
		outcome: 'notSent',
		itemIndex,
	});
}

/** What Vapi says of a key that it does not know; which keys there are stands in the hint. */
const OF_THE_KEY = /\b(invalid key|hot tip|authorization header)\b/i;

/** What an answer says, in our words where it is about the key. */
function refusal(status: number, messages: string[], path: string): string {
	const others = messages.filter((message) => status !== 401 || !OF_THE_KEY.test(message));
	const said = others.length > 0 ? `: ${others.join('; ')}` : '';
	const isOfTheKey = status === 401 && path !== '/control';
	return `${isOfTheKey ? 'Vapi does not accept this key (401)' : `Vapi refused the request (${status})`}${said}`;
}

/** For an answer with a status other than 2xx. */
export function answerError(
	ctx: VapiContext,
	request: VapiRequest,
	response: VapiResponse,
	secrets: string[],
): NodeError {
	const { statusCode: status, body, headers } = response;
	const messages = messagesOf(body, secrets);
	const refused = isRefusal(status);
	const { clause, advice, outcome }: Consequence = refused
		? { clause: '', advice: '', outcome: 'refused' }
		: mayHaveHappened(request);
	const said = messages.length > 0 ? `: ${messages.join('; ')}` : '';
	const { path, controlUrl } = request;
	// Where a call is controlled is said by Vapi and not by the Base URL.
	const sent = controlUrl === undefined ? Object.keys(request.body ?? {}) : undefined;
	const hint = hintFor({ status, text: messages.join('\n'), path, sent });
	return apiError(ctx, {
		message: refused
			? refusal(status, messages, path)
			: `Vapi answered ${status}${clause}${said}`,
		description: [advice, hint].filter(Boolean).join(' ') || undefined,
		httpCode: String(status),
		outcome,
		itemIndex: request.itemIndex,
		retryAfter: retryAfterMs(headers, Date.now()),
	});
}

/** For a 2xx answer that cannot be read. */
export function unreadableError(
	ctx: VapiContext,
	request: VapiRequest,
	{ statusCode }: VapiResponse,
): NodeError {
	const { clause, advice, outcome } = mayHaveHappened(request);
	return apiError(ctx, {
		message: `Vapi's answer (${statusCode}) holds no JSON object or list${clause}`,
		description: advice || 'Check that the Base URL of the credential is the address of the API.',
		httpCode: String(statusCode),
		outcome,
		itemIndex: request.itemIndex,
	});
}

/** Codes of OpenSSL for a certificate whose issuer Node.js does not know. */
const UNKNOWN_ISSUER = new Set([
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The way out where nothing of the request has left n8n. */
function adviceFor({ code = '' }: NetworkFault): string {
	if (UNKNOWN_ISSUER.has(code)) {
		return 'n8n does not know who issued the certificate of this host. Save the certificate of the issuer (of your company or proxy) to a file, set NODE_EXTRA_CA_CERTS to its path where n8n runs, and restart n8n.';
	}
	return 'Check the Region or Base URL of the credential and the network of your n8n.';
}

const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT']);

function faultText(fault: NetworkFault, host: string, seconds: number): string {
	const { code, syscall, text } = fault;
	if (code === undefined) return text ?? `The request to ${host} could not be sent`;
	if (code === 'ERR_CANCELED') return 'The execution was stopped while Vapi had not answered yet';
	if (syscall !== 'connect' && TIMEOUT_CODES.has(code)) {
		return `Vapi did not answer within ${seconds} seconds`;
	}
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host ${host} was not found`;
	if (code === 'ECONNREFUSED') return `${host} does not accept connections`;
	if (isUnsent(fault)) return `No connection to ${host} came about (${code})`;
	return `The connection to ${host} broke off (${code})`;
}

/** For a request without an answer. */
export function networkError(
	ctx: VapiContext,
	request: VapiRequest,
	{ url, timeout = 0 }: IHttpRequestOptions,
	fault: NetworkFault,
	secrets: string[],
): NodeError {
	const unsent = isUnsent(fault);
	const { clause, advice, outcome }: Consequence = unsent
		? { clause: '', advice: '', outcome: 'notSent' }
		: mayHaveHappened(request);
	const text = withoutSecrets(faultText(fault, new URL(url).host, timeout / 1000), secrets);
	return apiError(ctx, {
		message: `${text}${clause}`,
		description: advice || (unsent ? adviceFor(fault) : 'Try again in a minute.'),
		httpCode: fault.code,
		outcome,
		itemIndex: request.itemIndex,
	});
}
