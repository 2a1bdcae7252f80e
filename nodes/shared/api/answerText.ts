/** Longest text that is taken from one message of an answer. */
const MAX_LENGTH = 600;

function clean(text: string): string {
	const plain = text
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > MAX_LENGTH ? `${plain.slice(0, MAX_LENGTH)}…` : plain;
}

/** Of a page only the title says something; the rest is layout. */
function textOfPage(page: string): string {
	if (!/<(!doctype|html|head|body)/i.test(page)) return page;
	return /<title[^>]*>([^<]*)<\/title>/i.exec(page)?.[1] ?? '';
}

function collect(value: unknown): string[] {
	if (typeof value === 'string') return value.trim() === '' ? [] : [value];
	if (Array.isArray(value)) return value.flatMap(collect);
	if (typeof value === 'object' && value !== null) {
		const { message, error, reason } = value as Record<string, unknown>;
		const inner = collect(message);
		return [...(inner.length > 0 ? inner : collect(error)), ...collect(reason)];
	}
	return [];
}

/**
 * What an answer says about why it refuses. Vapi puts it into `message` (text or list), sometimes
 * into `error` only, and the servers in front of it answer in plain text or HTML.
 */
export function messagesOf(body: unknown): string[] {
	const texts = typeof body === 'string' ? [textOfPage(body)] : collect(body);
	return [...new Set(texts.map(clean).filter((text) => text !== ''))];
}

/** Takes keys out of a text, should a server repeat them. */
export function redact(text: string, secrets: string[]): string {
	return secrets.reduce((result, secret) => result.replaceAll(secret, '[hidden]'), text);
}
