import { setTimeout as delay } from 'node:timers/promises';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { readBody } from '../../../../nodes/shared/api/bodyStream.ts';
import type { BodyStream } from '../../../../nodes/shared/api/exchange.ts';
import { createContext } from './context.mts';

type Read = (stream: Readable) => Promise<Buffer>;

const LATER = 20;

/** The ways in which n8n's binary data, and what else takes a stream, read it. */
const READERS: Record<string, Read> = {
	'by its data events (in memory, as n8n 1.x does)': async (stream) =>
		await new Promise((resolve, reject) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => resolve(Buffer.concat(chunks)));
			stream.on('error', reject);
		}),
	'by a pipe (into files)': async (stream) => {
		const chunks: Buffer[] = [];
		const slow = new Writable({
			highWaterMark: 10,
			write: (chunk: Buffer, _encoding, done) => {
				chunks.push(chunk);
				setImmediate(done);
			},
		});
		await pipeline(stream, slow);
		return Buffer.concat(chunks);
	},
	'piece by piece': async (stream) => {
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks);
	},
};

/** A body that comes at once, or drop by drop. */
const BODIES: Record<string, () => Readable> = {
	'that is all there': () => Readable.from([Buffer.alloc(100_000, 'a')], { objectMode: false }),
	'that comes in pieces': () =>
		Readable.from(
			(async function* pieces() {
				for (let i = 0; i < 10; i++) {
					await delay(2);
					yield Buffer.alloc(1_000, String(i));
				}
			})(),
			{ objectMode: false },
		),
	'that is empty': () => Readable.from([], { objectMode: false }),
};

const cases = Object.entries(READERS).flatMap(([how, read]) =>
	Object.entries(BODIES).flatMap(([what, body]) => [
		{ how, what, read, body, when: 'at once' },
		{ how, what, body, when: 'later', read: async (stream: Readable) => (await delay(LATER), await read(stream)) },
	]),
);

it.each(cases)('a body $what is read whole $how, $when', async ({ read, body }) => {
	const expected = Buffer.concat(await body().toArray());
	const ctx = createContext({});
	const reading = readBody(ctx, body() as BodyStream, 60_000, async (stream) => await read(stream as Readable));
	const { value, bytes } = await reading;
	expect(value.equals(expected)).toBe(true);
	expect(bytes).toBe(expected.length);
});
