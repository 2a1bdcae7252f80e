import { readFile } from 'node:fs/promises';
import { type Dispatcher, getGlobalDispatcher, interceptors, request } from 'undici';
import type { Document } from './openapi.mts';

/** Where Vapi publishes its document; the first address that answers counts. */
export const ADDRESSES = [
	'https://api.vapi.ai/api-json',
	'https://api.vapi.ai/api/docs/openapi.json',
];

export interface SourceOptions {
	dispatcher?: Dispatcher;
	/** Tries after the first one, for each address. */
	retries?: number;
	/** Milliseconds before the first retry; doubles with each one. */
	minTimeout?: number;
}

const isUrl = (source: string): boolean => /^https?:\/\//i.test(source);

const parse = (text: string, source: string): Document => {
	let document: Partial<Document>;
	try {
		document = JSON.parse(text) as Partial<Document>;
	} catch (cause) {
		throw new Error(`${source} holds no JSON`, { cause });
	}
	if (!document.openapi?.startsWith('3.0') || !document.paths || !document.components?.schemas) {
		throw new Error(`${source} is no OpenAPI 3.0 document`);
	}
	return document as Document;
};

const download = async (url: string, options: SourceOptions): Promise<Document> => {
	const dispatcher = (options.dispatcher ?? getGlobalDispatcher()).compose(
		interceptors.redirect({ maxRedirections: 3 }),
		interceptors.retry({
			maxRetries: options.retries ?? 3,
			minTimeout: options.minTimeout ?? 500,
			statusCodes: [408, 429, 500, 502, 503, 504],
		}),
	);
	const { statusCode, body } = await request(url, {
		dispatcher,
		headers: { accept: 'application/json', 'user-agent': 'n8n-nodes-vapi spec:pull' },
	});
	const text = await body.text();
	if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
	return parse(text, url);
};

/** What went wrong, with the causes that undici keeps below (a host that does not resolve). */
const reasonOf = (error: unknown): string => {
	if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
	if (!(error instanceof Error)) return String(error);
	return error.cause ? `${error.message}: ${reasonOf(error.cause)}` : error.message;
};

/**
 * Reads the OpenAPI document from a URL or a file; without one, from Vapi's addresses in their order.
 * Throws one readable sentence that names every address tried.
 */
export const readDocument = async (
	source: string | undefined,
	options: SourceOptions = {},
): Promise<{ document: Document; from: string }> => {
	if (source && !isUrl(source)) {
		let text: string;
		try {
			text = await readFile(source, 'utf8');
		} catch (cause) {
			throw new Error(`The file ${source} cannot be read`, { cause });
		}
		return { document: parse(text, source), from: source };
	}
	const tried: string[] = [];
	for (const url of source ? [source] : ADDRESSES) {
		try {
			return { document: await download(url, options), from: url };
		} catch (error) {
			tried.push(`  ${url}: ${reasonOf(error)}`);
		}
	}
	throw new Error(
		`Vapi's OpenAPI document could not be fetched:\n${tried.join('\n')}\n` +
			'Check the connection, or give a saved copy: npm run spec:pull -- FILE',
	);
};
