import type { ICredentialDataDecryptedObject, IWebhookFunctions, WebhookType } from 'n8n-workflow';

import { targetKindOf } from '../registration/parameters';
import { registrationSecret } from '../registration/secret';
import { MARK_HEADER } from '../registration/registeredServer';
import { stateOf } from '../registration/triggerState';
import { asText } from '../../shared/base/values';
import { checkSettingsOf, verify } from './verify';
import { sameSecret } from './compare';
import { headerOf, type Headers } from './headers';
import { SeenOnce } from './replay';
import type { SignedRequest } from './signature';

/** What becomes of a request before anybody reads its body. */
export type Admission = 'accepted' | 'forged' | 'repeated' | 'unavailable';

const signatures = new SeenOnce();

interface IncomingRequest {
	rawBody?: Buffer;
	method?: string;
	/** With the query. */
	url?: string;
}

const incoming = (ctx: IWebhookFunctions) => ctx.getRequestObject() as unknown as IncomingRequest;

/** The request as it can be signed. The URL is the one that Vapi was given. */
function signedRequest(ctx: IWebhookFunctions): SignedRequest {
	const request = incoming(ctx);
	return {
		headers: ctx.getHeaderData() as Headers,
		body: Buffer.isBuffer(request.rawBody) ? request.rawBody : Buffer.alloc(0),
		method: request.method ?? 'POST',
		url: ctx.getNodeWebhookUrl(ctx.getWebhookName() as WebhookType) ?? '',
	};
}

/**
 * What a signed request is known by when it comes again. Requests of tools that differ in their query
 * alone may have the same signature: it covers the body, and of a GET there is none.
 */
function keyOf(ctx: IWebhookFunctions, key: string): string {
	if (ctx.getWebhookName() === 'default') return key;
	const { method = '', url = '' } = incoming(ctx);
	return [key, method, url.split('?')[1]].join(' ');
}

/** What a request carries as the secret of a registration, if this node registers itself. */
export function registrationHeader(ctx: IWebhookFunctions): string | undefined {
	if (targetKindOf(ctx) === 'none') return undefined;
	return headerOf(ctx.getHeaderData() as Headers, MARK_HEADER);
}

/**
 * Decides whether a request may start the workflow. Never throws.
 * @param now milliseconds since 1970
 */
export async function admit(ctx: IWebhookFunctions, now: number): Promise<Admission> {
	if (ctx.getNodeParameter('acceptFrom', 'vapi') === 'anyone') return 'accepted';
	const registered = registrationHeader(ctx);
	if (sameSecret(asText(stateOf(ctx).secret) ?? '', registered)) return 'accepted';
	let credentials: ICredentialDataDecryptedObject;
	try {
		credentials = await ctx.getCredentials('vapiApi');
	} catch (error) {
		ctx.logger.error(
			`Vapi Trigger: cannot check a request, its credential is not readable: ${(error as Error).message}`,
		);
		return 'unavailable';
	}
	const request = signedRequest(ctx);
	const apiKey = asText(credentials.apiKey);
	if (apiKey !== undefined && registered !== undefined) {
		const registeredUrl = ctx.getNodeWebhookUrl('default') ?? '';
		if (sameSecret(registrationSecret(apiKey, registeredUrl), registered)) return 'accepted';
	}
	const verdict = verify(checkSettingsOf(credentials), request, now);
	if (!verdict.passes) return 'forged';
	const { once } = verdict;
	if (once === undefined) return 'accepted';
	const key = keyOf(ctx, once.key);
	if (!signatures.isFirst(key, once.until, now)) return 'repeated';
	// The status of an answer to a tool is the workflow's own, and says nothing about n8n.
	if (ctx.getWebhookName() === 'default') signatures.forgetIfRefused(key, ctx.getResponseObject());
	return 'accepted';
}
