import type { IDataObject } from 'n8n-workflow';

import { asNumber, asObject, asText } from '../../shared/base/values';

/** Header that carries the node's secret; also marks a server as registered by a Vapi Trigger. */
export const MARK_HEADER = 'x-n8n-vapi-secret';

/** Header that keeps what was registered before (see seal.ts). */
export const PREVIOUS_HEADER = 'x-n8n-vapi-previous';

/** For a server that is away for a moment. A 404 counts, too: n8n gives it while it starts. */
const RETRIES: IDataObject = { type: 'exponential', maxRetries: 3, baseDelaySeconds: 1 };

/** What the user may set on the registered server. */
export interface ServerSettings {
	/** Whether Vapi sends a message again that n8n did not take. */
	retryDelivery?: boolean;
	/** 1 to 300. */
	timeoutSeconds?: number;
}

/** The server object to register. Headers and credentials of the one before stay out of it. */
export function buildServer(
	url: string,
	headers: { secret: string; previous?: string },
	settings: ServerSettings,
	before: IDataObject | null,
): IDataObject {
	const timeoutSeconds = settings.timeoutSeconds ?? asNumber(before?.timeoutSeconds);
	return {
		url,
		headers: {
			[MARK_HEADER]: headers.secret,
			...(headers.previous !== undefined && { [PREVIOUS_HEADER]: headers.previous }),
		},
		...(timeoutSeconds !== undefined && { timeoutSeconds }),
		...(settings.retryDelivery === true && { backoffPlan: RETRIES }),
	};
}

/** One of our headers on a registered server; Vapi may give names in any case. */
export function headerOfServer(server: IDataObject | null, name: string): string | undefined {
	const headers = Object.entries(asObject(server?.headers));
	return asText(headers.find(([key]) => key.toLowerCase() === name)?.[1]);
}

/** Whether a Vapi Trigger (this one or another) registered the server. */
export function isTriggerServer(server: IDataObject | null): boolean {
	return headerOfServer(server, MARK_HEADER) !== undefined;
}

/** The part of a webhook URL that belongs to one node: it is the same for test and production. */
export function nodePath(url: string): string {
	return url.split('/').slice(-2).join('/');
}

/** Whether two webhook URLs lead to the same node of the same n8n, by its test or production URL. */
export function sameNode(a: string, b: string): boolean {
	// n8n's own path comes first, then `webhook` or `webhook-test`.
	const n8nOf = (url: string) => url.split('/').slice(0, -3).join('/');
	return nodePath(a) === nodePath(b) && n8nOf(a) === n8nOf(b);
}
