import { attempt, valueOrThrow } from '../base/result';
import { isCancelled, pause } from './cancellation';
import type { BodyStream, VapiContext } from './exchange';

/** How long a body may take, in milliseconds. */
export const bodyTiming = {
	/** Longest time without a byte. */
	silence: 60_000,
};

/**
 * Lets a body be read, and ends it when it has come to a halt, when its time is up, or when the
 * execution is stopped: n8n's helpers would wait without end.
 * @param limit longest time for all of it, in milliseconds
 * @param read gets the stream; what it throws goes on
 * @returns what was read and the number of bytes
 */
export async function readBody<T>(
	ctx: VapiContext,
	stream: BodyStream,
	limit: number,
	read: (stream: BodyStream) => Promise<T>,
): Promise<{ value: T; bytes: number }> {
	const begun = Date.now();
	const done = new AbortController();
	let heardAt = begun;
	let bytes = 0;
	stream.on('data', (chunk: Buffer) => {
		heardAt = Date.now();
		bytes += chunk.length;
	});
	// Listening sets it going, before anybody reads. Once paused, a reader that only listens, too, would
	// wait for ever: n8n's binary data in memory does.
	stream.pause();
	stream.on('newListener', (event) => {
		if (event === 'data') stream.resume();
	});
	// Whoever reads it hears of its errors; until then, nobody does.
	stream.on('error', () => undefined);
	const watch = async (): Promise<void> => {
		while (!done.signal.aborted) {
			const left = Math.min(heardAt + bodyTiming.silence, begun + limit) - Date.now();
			if (isCancelled(ctx) || left <= 0) {
				const code = isCancelled(ctx) ? 'ERR_CANCELED' : 'ETIMEDOUT';
				throw Object.assign(new Error('The body was given up'), { code });
			}
			await pause(ctx, left, done.signal);
		}
	};
	const reading = read(stream);
	// Destroying the stream alone would not do: what n8n wraps it in goes on waiting for its next byte.
	const raced = Promise.race([reading, watch().then(async () => await reading)]);
	const result = await attempt(raced);
	done.abort();
	if ('error' in result) stream.destroy();
	return { value: valueOrThrow(result), bytes };
}

/** More than any refusal says; what comes after is of no use for a message. */
const LONGEST_TEXT = 64 * 1024;

/**
 * Reads a streamed body that turned out to be a text, parsed where it is JSON; of one that comes to a
 * halt or breaks off, what has come, since the status says more than the text.
 */
export async function wholeBody(ctx: VapiContext, stream: BodyStream): Promise<unknown> {
	const chunks: Buffer[] = [];
	let size = 0;
	const read = async (): Promise<void> => {
		for await (const chunk of stream) {
			chunks.push(chunk as Buffer);
			size += (chunk as Buffer).length;
			if (size > LONGEST_TEXT) break;
		}
	};
	await attempt(readBody(ctx, stream, bodyTiming.silence, read));
	const text = Buffer.concat(chunks).toString('utf8');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
