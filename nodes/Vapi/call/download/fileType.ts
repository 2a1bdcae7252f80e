import type { Artifact } from './artifacts';

/** Extensions by MIME type; the first type of an extension is the one that comes out. */
const EXTENSIONS: Array<[mimeType: string, extension: string]> = [
	['audio/wav', 'wav'],
	['audio/wave', 'wav'],
	['audio/x-wav', 'wav'],
	['audio/vnd.wave', 'wav'],
	['audio/mpeg', 'mp3'],
	['audio/mp3', 'mp3'],
	['audio/mp4', 'm4a'],
	['audio/ogg', 'ogg'],
	['video/mp4', 'mp4'],
	['video/webm', 'webm'],
	['application/gzip', 'jsonl.gz'],
	['application/x-gzip', 'jsonl.gz'],
	['application/jsonl', 'jsonl'],
	['application/x-ndjson', 'jsonl'],
	['application/json', 'json'],
	['application/vnd.tcpdump.pcap', 'pcap'],
	['application/x-pcap', 'pcap'],
];

/** Types that say nothing about a file. */
const ANY = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'text/plain']);

/** A MIME type and the extension that goes with it. */
export interface FileType {
	mimeType: string;
	extension: string;
}

function byType(mimeType: string): FileType | undefined {
	const extension = EXTENSIONS.find(([type]) => type === mimeType)?.[1];
	const [usual] = EXTENSIONS.find(([, other]) => other === extension) ?? [];
	return extension === undefined || usual === undefined ? undefined : { mimeType: usual, extension };
}

function byPath(address: string): FileType | undefined {
	const path = URL.canParse(address) ? new URL(address).pathname.toLowerCase() : '';
	const [mimeType, extension] =
		EXTENSIONS.find(([, end]) => path.endsWith(`.${end}`)) ??
		(path.endsWith('.gz') ? ['application/gzip', 'jsonl.gz'] : []);
	return mimeType === undefined || extension === undefined ? undefined : { mimeType, extension };
}

/**
 * What kind of file it is: by the Content-Type of the storage, else by the file's address, else by
 * what the artifact usually is.
 * @param address that the file came from; its query is of no matter
 */
export function fileTypeOf(contentType: unknown, address: string, artifact: Artifact): FileType {
	const [declared = ''] = String(contentType ?? '').split(';');
	const mimeType = declared.trim().toLowerCase();
	const usual = byType(artifact.mimeType) ?? { mimeType: artifact.mimeType, extension: 'bin' };
	if (ANY.has(mimeType)) return byPath(address) ?? usual;
	const extension = (byPath(address) ?? usual).extension;
	return byType(mimeType) ?? { mimeType, extension };
}

/** Types of pages and messages that come from something in between, or are no file of this kind. */
const PAGES = /^(text\/(html|xml|css|javascript)|application\/(xhtml\+xml|xml|problem\+json))$/;

/**
 * The declared type where it cannot be that of the artifact, such as a web page's.
 * @returns undefined where it may be
 */
export function foreignTypeOf(contentType: unknown, { mimeType }: Artifact): string | undefined {
	const [declared = ''] = String(contentType ?? '').split(';');
	const type = declared.trim().toLowerCase();
	const isMedia = /^(audio|video)\//.test(mimeType);
	return PAGES.test(type) || (isMedia && type === 'application/json') ? type : undefined;
}

/** Characters that no file system, or not every one, takes in a name, and marks that nobody sees. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]+/gu;
const INVISIBLE = /\p{Cf}+/gu;

/** Windows keeps these for devices, whatever the extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** File systems take 255 bytes; most characters have one. */
const LONGEST_STEM = 190;

/** A name that every file system takes; empty where nothing is left. */
function usable(wanted: string): string {
	const name = wanted
		.slice(0, 1000)
		.replace(INVISIBLE, '')
		.replace(FORBIDDEN, '-')
		.replace(/^\.+/, '')
		.trim();
	return RESERVED.test(name) ? `_${name}` : name;
}

/**
 * A file name with the right extension: one that is there already is kept, that of another kind of
 * file is replaced.
 * @param wanted what the user entered, '' for none
 */
export function fileNameOf(wanted: string, otherwise: string, { extension }: FileType): string {
	const name = usable(wanted) || otherwise;
	const ends = [...EXTENSIONS.map(([, end]) => end), 'gz'];
	const end = ends.find((known) => name.toLowerCase().endsWith(`.${known}`));
	const stem = end === undefined ? name : name.slice(0, -end.length - 1);
	const short = [...(stem || otherwise)].slice(0, LONGEST_STEM).join('').trim();
	return `${short}.${extension}`;
}
