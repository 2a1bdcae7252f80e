import type { IExecuteFunctions } from 'n8n-workflow';

/** A body that comes piece by piece, as n8n's binary data helpers take it. */
export type BodyStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** More than any refusal says; what comes after is of no use for a message. */
const LONGEST_TEXT = 64 * 1024;

/** Reads a streamed body that turned out to be a text, parsed where it is JSON. */
export async function wholeBody(stream: BodyStream): Promise<unknown> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		chunks.push(chunk as Buffer);
		size += (chunk as Buffer).length;
		if (size > LONGEST_TEXT) break;
	}
	const text = Buffer.concat(chunks).toString('utf8');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
