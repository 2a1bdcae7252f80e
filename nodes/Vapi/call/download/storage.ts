import type { IExecuteFunctions } from 'n8n-workflow';

import { baseUrlOf } from '../../../../credentials/keys';
import { isReachable } from '../../../../credentials/reach';
import { apiError } from '../../../shared/api/errorFactory';
import type { VapiResponse } from '../../../shared/api/exchange';
import { downloadTiming } from './downloadTiming';

/**
 * The address that an answer of Vapi points to.
 * @throws NodeApiError for any other address
 */
export async function fileAddressOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ headers }: VapiResponse,
): Promise<URL> {
	const base = baseUrlOf(await ctx.getCredentials('vapiApi', itemIndex));
	const location = String(headers.location ?? '');
	const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
	if (location !== '' && url !== undefined && isReachable(url.href, base)) return url;
	throw apiError(ctx, {
		itemIndex,
		message: 'Vapi names no safe address for the file',
		description:
			'The address of a file has to start with https://. Check what stands between n8n and Vapi.',
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
