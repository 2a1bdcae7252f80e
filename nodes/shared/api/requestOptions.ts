import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { baseUrlOf, baseUrlText, keyKindFor } from '../../../credentials/keys';
import { pastedKey } from '../../../credentials/pastedKey';
import {
	controlAddressError,
	credentialError,
	missingCredentialError,
	wrongKeyError,
} from './credentialErrors';
import type { VapiContext, VapiRequest } from './exchange';

const GET_TIMEOUT = 30_000;
const WRITE_TIMEOUT = 60_000;
const FORM_TIMEOUT = 600_000;

/** What leads to a request: its options and the texts that must never show. */
interface OptionsOfRequest {
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

function bodyOptions({ body, headers }: VapiRequest): Partial<IHttpRequestOptions> {
	if (body === undefined) return { headers };
	// n8n drops an empty object, and Vapi demands a body.
	if (Object.keys(body).length > 0) return { headers, body };
	return { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
}

function usualTimeout({ method, form }: VapiRequest): number {
	if (form !== undefined) return FORM_TIMEOUT;
	return method === 'GET' ? GET_TIMEOUT : WRITE_TIMEOUT;
}

/**
 * What n8n's helper is told, for a request whose address and key have been checked; the form is not read yet.
 * @throws NodeOperationError where the credential is missing, incomplete or not meant for this request
 */
export async function optionsFor(
	ctx: VapiContext,
	request: VapiRequest,
): Promise<OptionsOfRequest> {
	const { method, path, query, itemIndex } = request;
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
		timeout: request.timeout ?? usualTimeout(request),
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		allowedDomains: request.controlUrl === undefined ? base.hostname : new URL(url).hostname,
		returnFullResponse: true,
		// Every status comes back as an answer, so nothing is sent again behind our back.
		ignoreHttpStatusErrors: true,
		...bodyOptions(request),
	};
	const secrets = [key, credentials.apiKey, credentials.publicKey].map((text) => (text ?? '').trim());
	return { options, secrets: [...new Set(secrets)].filter((text) => text !== '') };
}
