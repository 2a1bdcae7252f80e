import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.mts';
import { answerFaulty } from '../faults.mts';
import { recordOf, send } from './exchange.mts';

const CHUNK = 64 * 1024;

const wavHeader = (dataBytes: number): Buffer => {
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + dataBytes, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(16_000, 24);
	header.writeUInt32LE(32_000, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36);
	header.writeUInt32LE(dataBytes, 40);
	return header;
};

const PCAP_HEADER = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');

function* padded(header: Buffer, size: number): Generator<Buffer> {
	yield header.subarray(0, size);
	const chunk = Buffer.alloc(CHUNK);
	for (let left = size - header.length; left > 0; left -= CHUNK) {
		yield left >= CHUNK ? chunk : chunk.subarray(0, left);
	}
}

interface StoredFile {
	type: string;
	size: number;
	content: Iterable<Buffer>;
}

const whole = (type: string, content: Buffer): StoredFile => ({
	type,
	size: content.length,
	content: [content],
});

const recording = (type: string, header: Buffer, size: number): StoredFile => ({
	type,
	size,
	content: padded(header, size),
});

/** The file behind an artifact; recordings are made up while they are sent. */
function fileOf(core: Core, callId: string, kind: string): StoredFile {
	const size = core.options.recordingBytes;
	if (kind === 'call-logs') {
		const line = JSON.stringify({ time: core.clock.now(), callId, body: 'Call started' });
		return whole('application/gzip', gzipSync(`${line}\n`));
	}
	if (kind === 'pcap') return whole('application/vnd.tcpdump.pcap', PCAP_HEADER);
	if (kind === 'video-recording') {
		return recording('video/mp4', Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), size);
	}
	return core.media.isMp3(callId)
		? recording('audio/mpeg', Buffer.from('ID3'), size)
		: recording('audio/wav', wavHeader(Math.max(0, size - 44)), size);
}

/**
 * The private storage behind presigned addresses: on an origin of its own, refuses any Authorization
 * header with 400 and unsigned or outdated addresses with 403.
 */
export function storageHandler(core: Core) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const record = recordOf('storage', request, undefined, core.clock);
		core.requests.push(record);
		const rule = core.faults.take(record);
		if (rule) {
			const accept = async () => ({ status: 200, body: 'Not what was asked for' });
			return await answerFaulty(rule, response, record, accept);
		}
		const xml = (status: number, code: string, message: string) =>
			send(
				response,
				{
					status,
					headers: { 'content-type': 'application/xml' },
					body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
				},
				record,
			);
		if (record.headers.authorization) return xml(400, 'InvalidArgument', 'Authorization');
		if (!core.media.isSigned(record.path, new URLSearchParams(record.query))) {
			return xml(403, 'AccessDenied', 'Access Denied');
		}
		const [, , callId = '', kind = ''] = record.path.split('/');
		if (!core.media.has(callId, kind)) return xml(404, 'NoSuchKey', 'No such key');
		const { type, size, content } = fileOf(core, callId, kind);
		record.status = 200;
		response.writeHead(200, { 'content-type': type, 'content-length': size });
		// A caller that goes away in the middle is its own affair.
		await pipeline(Readable.from(content), response).catch(() => response.destroy());
	};
}
