import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { messagesOf } from '../../../shared/api/answerText';
import { bodyTiming, readBody, wholeBody } from '../../../shared/api/bodyStream';
import { cancelSignalOf, isCancelled } from '../../../shared/api/cancellation';
import type { NodeError } from '../../../shared/api/errorFactory';
import { apiError } from '../../../shared/api/errorFactory';
import type { BodyStream, VapiResponse } from '../../../shared/api/exchange';
import { faultOf } from '../../../shared/api/networkFault';
import type { NetworkFault } from '../../../shared/api/networkFault';
import { isRetriableStatus, MAX_TRIES } from '../../../shared/api/retry';
import type { Artifact } from './artifacts';
import { downloadTiming } from './downloadTiming';
import { fileNameOf, fileTypeOf, foreignTypeOf } from './fileType';
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

/** What became of one try: the file in n8n's binary data, or why not and how often to try in all. */
export type SavedFile = { binary: IBinaryData; bytes: number } | { error: NodeError; tries: number };

/** For what may pass, but takes long or will most likely be the same again. */
const TWICE = 2;

/** Where a file comes from, for messages. */
const sourceOf = (address: URL | undefined) => address?.host ?? 'Vapi';

function noFile(
	ctx: IExecuteFunctions,
	itemIndex: number,
	address: URL | undefined,
	what: string,
	httpCode?: string,
): SavedFile {
	const error = apiError(ctx, {
		message: `${sourceOf(address)} ${what}`,
		description:
			'Try again in a minute, and check what stands between n8n and Vapi, such as a proxy that answers with a page of its own.',
		httpCode,
		itemIndex,
	});
	return { error, tries: TWICE };
}

/** Stores what came with status 200, if it is a file. */
async function store(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ statusCode, headers, body }: VapiResponse,
	address: URL | undefined,
	{ artifact, wantedName, usualName }: FileToStore,
): Promise<SavedFile> {
	const stream = body as BodyStream;
	const foreign =
		statusCode === 200
			? foreignTypeOf(headers['content-type'], artifact)
			: `${statusCode} and no whole file`;
	if (foreign !== undefined) {
		stream.destroy();
		const what = `answered with ${foreign} instead of the ${artifact.name}`;
		return noFile(ctx, itemIndex, address, what, String(statusCode));
	}
	const type = fileTypeOf(headers['content-type'], address?.href ?? '', artifact);
	const fileName = fileNameOf(wantedName, usualName, type);
	const { value: binary, bytes } = await readBody(ctx, stream, downloadTiming.transfer, async () =>
		ctx.helpers.prepareBinaryData(stream, fileName, type.mimeType),
	);
	if (bytes > 0) return { binary, bytes };
	return noFile(ctx, itemIndex, address, `answered with an empty ${artifact.name}`);
}

async function notHandedOut(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ statusCode, body }: VapiResponse,
): Promise<SavedFile> {
	const said = messagesOf(await wholeBody(ctx, body as BodyStream)).join('; ');
	const error = apiError(ctx, {
		message: `The storage of Vapi answered ${statusCode}${said === '' ? '' : `: ${said}`}`,
		description: 'The file exists, but did not come. Try again in a minute.',
		httpCode: String(statusCode),
		itemIndex,
	});
	return { error, tries: isRetriableStatus(statusCode) ? MAX_TRIES : 1 };
}

function brokenOff(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ code, text }: NetworkFault,
	address: URL | undefined,
): SavedFile {
	const stopped = isCancelled(ctx);
	const isSlow = code === 'ETIMEDOUT';
	const reason = isSlow
		? `no byte for ${bodyTiming.silence / 1000} seconds, or no end after ${downloadTiming.transfer / 60_000} minutes`
		: (code ?? text ?? 'no reason given');
	const error = apiError(ctx, {
		message: stopped
			? 'The execution was stopped while the file was on its way'
			: `The transfer of the file from ${sourceOf(address)} broke off (${reason})`,
		description: stopped
			? undefined
			: 'Try again in a minute. If your n8n may reach certain hosts only, this one has to be among them.',
		httpCode: code,
		itemIndex,
	});
	return { error, tries: isSlow ? TWICE : MAX_TRIES };
}

/**
 * Brings the file behind an answer of Vapi into n8n's binary data, piece by piece: from the answer
 * itself, or from the storage that it points to.
 * @throws NodeApiError where Vapi points to an address that is not safe
 */
export async function saveFile(
	ctx: IExecuteFunctions,
	itemIndex: number,
	answer: VapiResponse,
	file: FileToStore,
): Promise<SavedFile> {
	const redirects = REDIRECTS.includes(answer.statusCode);
	if (redirects) await wholeBody(ctx, answer.body as BodyStream);
	const address = redirects ? await fileAddressOf(ctx, itemIndex, answer) : undefined;
	const transfer = new AbortController();
	const giveUp = () => transfer.abort();
	cancelSignalOf(ctx)?.addEventListener('abort', giveUp, { once: true });
	try {
		if (address === undefined) return await store(ctx, itemIndex, answer, address, file);
		const stored = await requestFile(ctx, address, transfer.signal);
		const isFile = stored.statusCode >= 200 && stored.statusCode < 300;
		if (!isFile) return await notHandedOut(ctx, itemIndex, stored);
		return await store(ctx, itemIndex, stored, address, file);
	} catch (error) {
		giveUp();
		return brokenOff(ctx, itemIndex, faultOf(error), address);
	} finally {
		cancelSignalOf(ctx)?.removeEventListener('abort', giveUp);
	}
}
