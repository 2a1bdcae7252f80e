import type { IDataObject } from 'n8n-workflow';

/** Statuses after which nothing more is said in a call. */
const OVER = new Set(['ended', 'not-found', 'deletion-failed']);

/** Whether a call is over: there is nobody left to talk to. */
export function isOver({ status }: IDataObject): boolean {
	return OVER.has(String(status));
}
