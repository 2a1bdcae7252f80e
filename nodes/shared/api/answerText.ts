import { asText, isObject } from '../base/values';
import { HIDDEN, withoutSecrets } from './secrets';

/** Longest text that is taken from one message of an answer. */
const MAX_LENGTH = 600;

/** What comes after so many characters of a text is not looked at: servers may answer with anything. */
const LOOKED_AT = 10_000;

/** More than any refusal says. */
const MAX_MESSAGES = 20;
const MAX_DEPTH = 5;

/** Of a page only the title says something, of XML what stands in its Message; the rest is layout. */
function textOfPage(page: string): string {
	if (page.startsWith('<?xml')) return /<message>([^<]*)</i.exec(page)?.[1] ?? page;
	if (!/<(!doctype|html|head|body)/i.test(page)) return page;
	return /<title[^<>]*>([^<]*)<\/title>/i.exec(page)?.[1] ?? '';
}

/** A message as plain text: secrets go first, since a cut or a tag could leave a part of one. */
function clean(text: string, secrets: string[]): string {
	const whole = secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
	const start = whole.slice(0, LOOKED_AT);
	const plain = textOfPage(start)
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const safe = withoutSecrets(plain, secrets);
	return safe.length > MAX_LENGTH ? `${safe.slice(0, MAX_LENGTH)}…` : safe;
}

/**
 * Where answers say what is wrong: Vapi's in the first two, those of gateways and proxies before it (RFC
 * 9457, OAuth, Azure, AWS, Kong, Apigee) in the others.
 */
const MAIN_KEYS = [
	'message',
	'error',
	'detail',
	'error_description',
	'errorMessage',
	'Message',
	'msg',
	'description',
	'title',
	'errors',
	'fault',
	'faultstring',
];
const ADDED_KEYS = ['reason'];

function collect(value: unknown, depth = 0): string[] {
	if (asText(value) !== undefined) return [value as string];
	if (depth > MAX_DEPTH) return [];
	if (Array.isArray(value)) {
		return value.slice(0, MAX_MESSAGES).flatMap((entry) => collect(entry, depth + 1));
	}
	if (!isObject(value)) return [];
	const first = MAIN_KEYS.map((key) => collect(value[key], depth + 1)).find(({ length }) => length > 0);
	return [...(first ?? []), ...ADDED_KEYS.flatMap((key) => collect(value[key], depth + 1))];
}

/**
 * What an answer says about why it refuses. Vapi puts it into `message` (text or list), sometimes
 * into `error` only, and the servers in front of it answer in plain text or HTML.
 * @param secrets what must not show, should a server repeat it
 */
export function messagesOf(body: unknown, secrets: string[] = []): string[] {
	const known = secrets.filter((secret) => secret !== '');
	const texts = collect(body).slice(0, MAX_MESSAGES);
	return [...new Set(texts.map((text) => clean(text, known)).filter((text) => text !== ''))];
}
