import type { IExecuteFunctions } from 'n8n-workflow';

import { baseUrlOf, isLoopback } from '../../../../credentials/keys';
import { fileError } from '../../../shared/api/requestErrors';
import type { VapiResponse } from '../../../shared/api/request';
import { timing } from './downloadTiming';

/**
 * The address that an answer of Vapi points to: https, or http on this machine as long as the API
 * is on it, too.
 * @throws NodeApiError for any other address
 */
export async function addressOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ headers }: VapiResponse,
): Promise<URL> {
	const base = baseUrlOf(await ctx.getCredentials('vapiApi', itemIndex));
	const location = String(headers.location ?? '');
	const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
	const local = url?.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(base.hostname);
	const isSafe = url !== undefined && (url.protocol === 'https:' || local);
	if (location !== '' && isSafe) return url;
	throw fileError(ctx, {
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
		timeout: timing.answer,
		abortSignal: signal,
	})) as VapiResponse;
}
