import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { messagesOf } from '../../../shared/api/answerText';
import { wholeBody } from '../../../shared/api/bodyStream';
import type { BodyStream } from '../../../shared/api/bodyStream';
import { isCancelled } from '../../../shared/api/cancellation';
import type { NodeError } from '../../../shared/api/errorFactory';
import { apiError } from '../../../shared/api/errorFactory';
import type { VapiResponse } from '../../../shared/api/exchange';
import { faultOf } from '../../../shared/api/networkFault';
import type { NetworkFault } from '../../../shared/api/networkFault';
import { isRetriableStatus } from '../../../shared/api/retry';
import type { Artifact } from './artifacts';
import { downloadTiming } from './downloadTiming';
import { fileNameOf, fileTypeOf } from './fileType';
import { REDIRECTS } from './findFile';
import { fileAddressOf, requestFile } from './storage';

/** A file to store, as far as it is known before its first byte. */
export interface FileToStore {
	artifact: Artifact;
	/** Name that the user entered, '' for none. */
	wantedName: string;
	/** Name without extension that is used otherwise. */
	usualName: string;
}

/** What became of one try: the file in n8n's binary data, or why not and whether to try again. */
export type SavedFile = { binary: IBinaryData; bytes?: number } | { error: NodeError; again: boolean };

async function store(
	ctx: IExecuteFunctions,
	{ headers, body }: VapiResponse,
	address: string,
	{ artifact, wantedName, usualName }: FileToStore,
): Promise<SavedFile> {
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
): Promise<SavedFile> {
	const said = messagesOf(await wholeBody(body as BodyStream)).join('; ');
	const error = apiError(ctx, {
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
): SavedFile {
	const aborted = code === 'ERR_CANCELED';
	const stopped = aborted && isCancelled(ctx);
	const reason = aborted ? `${downloadTiming.transfer / 60_000} minutes are over` : (code ?? text);
	const error = apiError(ctx, {
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
): Promise<SavedFile> {
	const redirects = REDIRECTS.includes(answer.statusCode);
	if (redirects) await wholeBody(answer.body as BodyStream);
	const address = redirects ? await fileAddressOf(ctx, itemIndex, answer) : undefined;
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
