import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { VapiApi } from '../../../credentials/VapiApi.credentials.ts';

/** What the two keys look like on a request. */
export const PRIVATE = 'Bearer private-key';
export const PUBLIC = 'Bearer public-key';

/** Credentials for the two regions. */
export const US = { apiKey: 'private-key', publicKey: 'public-key', region: 'us', baseUrl: '' };
export const EU = { ...US, region: 'eu' };

/** A credential for a host of its own. */
export const custom = (baseUrl: string) => ({ ...US, region: 'custom', baseUrl });

type Authenticate = (
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** Puts a key on a request, or none, as n8n does before it sends it. */
export const authenticate = new VapiApi().authenticate as Authenticate;

/** The key that a request gets, whatever way its header is spelled. */
export async function keyOn(
	credentials: ICredentialDataDecryptedObject,
	request: object,
): Promise<unknown> {
	const { headers = {} } = await authenticate(credentials, request as IHttpRequestOptions);
	return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}
