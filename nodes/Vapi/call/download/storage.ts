import type { IExecuteFunctions } from 'n8n-workflow';

import { baseUrlOf, isLoopback } from '../../../../credentials/keys';
import { isPrivateHost } from '../../../../credentials/privateHosts';
import { isReachable } from '../../../../credentials/reach';
import { apiError } from '../../../shared/api/errorFactory';
import type { VapiResponse } from '../../../shared/api/exchange';
import { downloadTiming } from './downloadTiming';

/** Whether a file may be fetched from there: over https from a public host, or where the API is local. */
function isSafe(url: URL, base: URL): boolean {
	return isReachable(url.href, base) && (isLoopback(base.hostname) || !isPrivateHost(url.hostname));
}

/**
 * The address that an answer of Vapi points to.
 * @throws NodeApiError for one that is not safe
 */
export async function fileAddressOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ headers }: VapiResponse,
): Promise<URL> {
	const base = baseUrlOf(await ctx.getCredentials('vapiApi', itemIndex));
	const location = String(headers.location ?? '');
	const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
	if (location !== '' && url !== undefined && isSafe(url, base)) return url;
	throw apiError(ctx, {
		itemIndex,
		message: 'Vapi names no safe address for the file',
		description:
			'The address of a file has to start with https:// and to lead to a public host. Check what stands between n8n and Vapi.',
	});
}

/** Requests a file from where Vapi keeps it: without the credential, since the address is signed. */
export async function requestFile(
	ctx: IExecuteFunctions,
	address: URL,
	signal: AbortSignal,
): Promise<VapiResponse> {
	return (await ctx.helpers.httpRequest({
		method: 'GET',
		url: address.href,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: downloadTiming.answer,
		abortSignal: signal,
	})) as VapiResponse;
}
