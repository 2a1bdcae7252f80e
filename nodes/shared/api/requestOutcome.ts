import type { IDataObject } from 'n8n-workflow';

import { Refusal } from '../base/refusal';
import type { NetworkFault } from './networkFault';

/**
 * What is known of something that failed, as workflows read it in `details.outcome`: `notSent`, nothing
 * that changes anything left n8n; `refused`, Vapi said no; `mayHaveBeenPlaced`, nobody knows whether
 * Vapi took the call; `placed`, the call exists. Where it is none of these there is no outcome: a
 * request that places no call and whose end is unknown.
 */
export type Outcome = 'notSent' | 'refused' | 'mayHaveBeenPlaced' | 'placed';

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

/** Whether Vapi said no: it answered with this status, and provably did not accept the request. */
export function isRefusal(status: number): boolean {
	return status >= 400 && status < 500 && !OPEN_4XX.has(status);
}

/** Whether a request without an answer provably never reached Vapi. */
export function isUnsent({ code, syscall }: NetworkFault): boolean {
	return syscall === 'connect' || NEVER_SENT.has(code ?? '');
}

/** The outcome that an error carries, if it does. */
export function outcomeOf(error: unknown): Outcome | undefined {
	if (error instanceof Refusal) return 'notSent';
	return (error as { context?: IDataObject } | undefined)?.context?.outcome as Outcome | undefined;
}

/**
 * Whether Vapi may have accepted the POST that this was thrown for. Only what provably was not sent or
 * was refused is not open, so that nobody is dialed twice.
 */
export function leavesOpen(error: unknown): boolean {
	const outcome = outcomeOf(error);
	return outcome !== 'notSent' && outcome !== 'refused';
}

/** Whether a request was answered by "there is no such thing". */
export function isNotFound(error: unknown): boolean {
	return (error as { httpCode?: unknown }).httpCode === '404';
}
