import type { IDataObject } from 'n8n-workflow';

import { Refusal } from '../base/refusal';
import type { NetworkFault } from './networkFault';

/**
 * What is known of a POST that gave no answer of success: `refused` only where Vapi provably did
 * not accept it, `open` where it may have.
 */
export type RequestOutcome = 'refused' | 'open';

/** The name was not found, or the certificate was refused: no byte of the request left. */
const NEVER_SENT = new Set([
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'ENOTFOUND',
	'ERR_SSL_WRONG_VERSION_NUMBER',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Statuses that speak of a connection and not of the request: timed out (408), or closed by the
 * client as a proxy or load balancer saw it (460, 499). What stands behind may have accepted.
 */
const OPEN_4XX = new Set([408, 460, 499]);

/** Outcome of a request that was answered with a status other than 2xx. */
export function outcomeOfStatus(status: number): RequestOutcome {
	return status >= 400 && status < 500 && !OPEN_4XX.has(status) ? 'refused' : 'open';
}

/** Outcome of a request without an answer. */
export function outcomeOfFault({ code, syscall }: NetworkFault): RequestOutcome {
	return syscall === 'connect' || NEVER_SENT.has(code ?? '') ? 'refused' : 'open';
}

/**
 * Reads the outcome from what a request threw. Anything else that was thrown counts as open,
 * so that nobody is dialed twice.
 */
export function requestOutcomeOf(error: unknown): RequestOutcome {
	if (error instanceof Refusal) return 'refused';
	const context = (error as { context?: IDataObject } | undefined)?.context;
	return context?.outcome === 'refused' ? 'refused' : 'open';
}

/** Whether a request was answered by "there is no such thing". */
export function isNotFound(error: unknown): boolean {
	return (error as { httpCode?: unknown }).httpCode === '404';
}
