import { randomUUID } from 'node:crypto';

import type { BodyStream, FormBody } from './exchange';

/** A form as n8n's request helpers take it. */
export interface EncodedForm {
	body: BodyStream | Buffer;
	headers: Record<string, string>;
}

/** What would end a name in a header, as browsers write it. */
const quoted = (text: string): string =>
	text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const nameOf = (field: string): string => `content-disposition: form-data; name="${quoted(field)}"`;

/** The same stream with something before and behind it; it breaks off where its size was another one. */
function between(
	stream: BodyStream,
	head: Buffer,
	tail: Buffer,
	bytes: number | undefined,
): BodyStream {
	const frame = async function* (source: AsyncIterable<Buffer>) {
		let sent = 0;
		yield head;
		for await (const chunk of source) {
			sent += chunk.length;
			yield chunk;
		}
		// The other side would wait for the rest, or take a part for the whole.
		if (bytes !== undefined && sent !== bytes) {
			throw new Error(`The file has ${sent} bytes instead of ${bytes}`);
		}
		yield tail;
	};
	return stream.compose(frame as never) as unknown as BodyStream;
}

/**
 * Writes a form by RFC 7578. n8n's helpers know only the forms of a package that nodes must not
 * depend on, and hand streams on as they are; a stream is never held as a whole.
 * @throws what `open` throws
 */
export async function encodeForm({ texts, file }: FormBody): Promise<EncodedForm> {
	const boundary = `n8n-nodes-vapi-${randomUUID()}`;
	const parts = Object.entries(texts).map(
		([field, text]) => `--${boundary}\r\n${nameOf(field)}\r\n\r\n${text}\r\n`,
	);
	const head = Buffer.from(
		`${parts.join('')}--${boundary}\r\n${nameOf(file.field)}; filename="${quoted(file.fileName)}"\r\n` +
			`content-type: ${quoted(file.mimeType)}\r\n\r\n`,
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const content = await file.open();
	const bytes = Buffer.isBuffer(content) ? content.length : file.bytes;
	return {
		body: Buffer.isBuffer(content)
			? Buffer.concat([head, content, tail])
			: between(content, head, tail, bytes),
		headers: {
			'content-type': `multipart/form-data; boundary=${boundary}`,
			...(bytes !== undefined && { 'content-length': String(head.length + bytes + tail.length) }),
		},
	};
}
