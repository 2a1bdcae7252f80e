import { VapiClient } from '@vapi-ai/server-sdk';
import type { Sandbox } from '../../sandbox/server.mts';
import type { RecordedRequest } from '../../sandbox/types.mts';
import { SDK_METHODS } from './sdkMethods.mts';

/** Bodies that the SDK takes beside the ID, because they are one of several shapes. */
const WRAPPED = [
	'PATCH /phone-number/{id}',
	'PATCH /reporting/insight/{id}',
	'PATCH /tool/{id}',
	'PATCH /v2/campaign/{id}',
];

/** What a request says, without what each HTTP client writes in its own way. */
export function essence({ method, path, query, body }: RecordedRequest) {
	return { method, path, query: [...new URLSearchParams(query)].sort(), body };
}

type Send = (request: object) => Promise<unknown>;

/**
 * Lets Vapi's own SDK send what a request of ours says.
 * @param template the operation's path in the contract
 * @returns the SDK's request; undefined where it has no method for the operation
 */
export async function sentBySdk(
	sandbox: Sandbox,
	template: string,
	{ method, path, query, body }: RecordedRequest,
): Promise<RecordedRequest | undefined> {
	const name = `${method} ${template}`;
	const [resource = '', operation = ''] = (SDK_METHODS[name] ?? '').split('.');
	if (operation === '') return undefined;
	const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
	const values = { ...pattern.exec(path)?.groups, ...Object.fromEntries(new URLSearchParams(query)) };
	const client = new VapiClient({ token: sandbox.privateKey, baseUrl: sandbox.url, maxRetries: 0 });
	const owner = (client as unknown as Record<string, Record<string, Send>>)[resource];
	const before = sandbox.requests.length;
	const request = WRAPPED.includes(name) ? { ...values, body } : { ...values, ...(body as object) };
	// Whose ID it is matters to nobody here: what the sandbox does not know, it refuses.
	await owner?.[operation]?.(request).catch(() => undefined);
	return sandbox.requests[before];
}
