import type { IBinaryData, IExecuteFunctions, NodeApiError } from 'n8n-workflow';

import { isCancelled } from '../../../shared/api/cancellation';
import { fileError } from '../../../shared/api/requestErrors';
import { faultOf } from '../../../shared/api/networkFault';
import { messagesOf } from '../../../shared/api/answerText';
import type { NetworkFault } from '../../../shared/api/requestOutcome';
import type { VapiResponse } from '../../../shared/api/request';
import { isRetriableStatus } from '../../../shared/api/retry';
import { wholeBody } from '../../../shared/api/bodyStream';
import type { BodyStream } from '../../../shared/api/bodyStream';
import type { Artifact } from './artifacts';
import { fileNameOf, fileTypeOf } from './fileType';
import { REDIRECTS } from './findFile';
import { addressOf, requestFile } from './storage';
import { timing } from './downloadTiming';

/** A file to store, as far as it is known before its first byte. */
export interface FileToStore {
	artifact: Artifact;
	/** Name that the user entered, '' for none. */
	wantedName: string;
	/** Name without extension that is used otherwise. */
	usualName: string;
}

/** What became of one try: the file in n8n's binary data, or why not and whether to try again. */
export type Saved = { binary: IBinaryData; bytes?: number } | { error: NodeApiError; again: boolean };

async function store(
	ctx: IExecuteFunctions,
	{ headers, body }: VapiResponse,
	address: string,
	{ artifact, wantedName, usualName }: FileToStore,
): Promise<Saved> {
	const stream = body as BodyStream;
	const type = fileTypeOf(headers['content-type'], address, artifact);
	const fileName = fileNameOf(wantedName, usualName, type);
	const binary = await ctx.helpers.prepareBinaryData(stream, fileName, type.mimeType);
	const announced = Number(headers['content-length'] ?? NaN);
	// Older versions of n8n do not count the bytes themselves.
	const bytes = binary.bytes ?? (Number.isNaN(announced) ? undefined : announced);
	return { binary, ...(bytes !== undefined && { bytes }) };
}

async function notHandedOut(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ statusCode, body }: VapiResponse,
): Promise<Saved> {
	const said = messagesOf(await wholeBody(body as BodyStream)).join('; ');
	const error = fileError(ctx, {
		message: `The storage of Vapi answered ${statusCode}${said === '' ? '' : `: ${said}`}`,
		description: 'The file exists, but did not come. Try again in a minute.',
		httpCode: String(statusCode),
		itemIndex,
	});
	return { error, again: isRetriableStatus(statusCode) };
}

function brokenOff(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ code, text }: NetworkFault,
	host = 'Vapi',
): Saved {
	const aborted = code === 'ERR_CANCELED';
	const stopped = aborted && isCancelled(ctx);
	const reason = aborted ? `${timing.transfer / 60_000} minutes are over` : (code ?? text);
	const error = fileError(ctx, {
		message: stopped
			? 'The execution was stopped while the file was on its way'
			: `The transfer of the file from ${host} broke off (${reason ?? 'no reason given'})`,
		description: stopped
			? undefined
			: 'Try again in a minute. If your n8n may reach certain hosts only, this one has to be among them.',
		httpCode: code,
		itemIndex,
	});
	return { error, again: !aborted };
}

/**
 * Brings the file behind an answer of Vapi into n8n's binary data, piece by piece: from the answer
 * itself, or from the storage that it points to.
 * @param signal ends the transfer from the storage
 * @throws NodeApiError where Vapi points to an address that is not safe
 */
export async function saveFile(
	ctx: IExecuteFunctions,
	itemIndex: number,
	answer: VapiResponse,
	file: FileToStore,
	signal: AbortSignal,
): Promise<Saved> {
	const redirects = REDIRECTS.includes(answer.statusCode);
	if (redirects) await wholeBody(answer.body as BodyStream);
	const address = redirects ? await addressOf(ctx, itemIndex, answer) : undefined;
	try {
		if (address === undefined) return await store(ctx, answer, '', file);
		const stored = await requestFile(ctx, address, signal);
		const isFile = stored.statusCode >= 200 && stored.statusCode < 300;
		if (!isFile) return await notHandedOut(ctx, itemIndex, stored);
		return await store(ctx, stored, address.href, file);
	} catch (error) {
		return brokenOff(ctx, itemIndex, faultOf(error), address?.host);
	}
}
