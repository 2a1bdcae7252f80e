import fc from 'fast-check';
import { ARTIFACTS } from '../../../../../nodes/Vapi/call/download/artifacts.ts';
import type { Artifact } from '../../../../../nodes/Vapi/call/download/artifacts.ts';
import { fileNameOf, fileTypeOf } from '../../../../../nodes/Vapi/call/download/fileType.ts';

const artifact = (name: string) => ARTIFACTS[name] as Artifact;
const wav = { mimeType: 'audio/wav', extension: 'wav' };

describe('the type of a file', () => {
	it.each([
		['audio/x-wav; charset=binary', '', 'monoRecording', 'audio/wav', 'wav'],
		['AUDIO/MPEG', 'https://files.example/a.wav', 'monoRecording', 'audio/mpeg', 'mp3'],
		['application/octet-stream', 'https://files.example/a.mp3?sig=.wav', 'monoRecording', 'audio/mpeg', 'mp3'],
		['binary/octet-stream', 'https://files.example/1', 'videoRecording', 'video/mp4', 'mp4'],
		[undefined, '', 'callLogs', 'application/gzip', 'jsonl.gz'],
		['application/octet-stream', 'https://files.example/log.gz', 'callLogs', 'application/gzip', 'jsonl.gz'],
		['application/x-ndjson', '', 'callLogs', 'application/jsonl', 'jsonl'],
		['audio/flac', '', 'monoRecording', 'audio/flac', 'wav'],
		['', '', 'pcap', 'application/vnd.tcpdump.pcap', 'pcap'],
	])('%s at %s for %s is %s', (contentType, address, name, mimeType, extension) => {
		expect(fileTypeOf(contentType, address, artifact(name))).toEqual({ mimeType, extension });
	});
});

describe('the name of a file', () => {
	it.each([
		['', 'call-1.wav'],
		['lead 42', 'lead 42.wav'],
		['lead.42', 'lead.42.wav'],
		['lead.wav', 'lead.wav'],
		['lead.mp3', 'lead.wav'],
		['.wav', 'wav.wav'],
		['../../etc/passwd', '-..-etc-passwd.wav'],
		['a:b*c', 'a-b-c.wav'],
	])('%j becomes %s', (wanted, name) => {
		expect(fileNameOf(wanted, 'call-1', wav)).toBe(name);
	});

	it('has the right extension and no folder, whatever is entered', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (wanted) => {
				const name = fileNameOf(wanted, 'call-1', wav);
				expect(name).toMatch(/^[^\\/]+\.wav$/s);
				expect(name.startsWith('.')).toBe(false);
			}),
		);
	});
});
