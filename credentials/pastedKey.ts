import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** A key of the credential, by the request that it belongs on. */
export type Key = 'private' | 'public';

/** Where the credential has it, and what the field is called on the screen. */
const FIELDS = {
	private: { name: 'apiKey', displayName: 'API Key' },
	public: { name: 'publicKey', displayName: 'Public Key' },
} as const;

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** What comes along when a key is copied out of a header, a shell, a file of settings or a text. */
const AROUND = [
	/^(?:-H|--header)(?=[\s"'])/,
	/^\s+|[\s\\,;]+$/g,
	/^["'`“”‘’]+|["'`“”‘’]+$/g,
	/^(?:export\s+)?[A-Z][A-Z\d_]*\s*=(?=[^=])/,
	/^["']?(?:Authorization|apiKey|api_key|token|(?:(?:Vapi|API|Private|Public)[ _-]?)*Key)["']?\s*[:=]/i,
	/^Bearer(?::|\s|$)/i,
	/^<(?=[^<>]*>$)|>$/g,
];

/** Why what is left is no key. */
const REASONS: Array<[RegExp, string]> = [
	[/^$/, 'is empty but for what stands around a key'],
	[/\{\{|^=/, 'holds an expression that is not evaluated: switch the field to Expression'],
	[/[•●*]{3}|…|\.{3}/, 'hides most of the key: copy it with the button beside it in the Vapi dashboard'],
	[/^your[\W_]/i, 'holds the placeholder of an example, not a key'],
	[/^https?:\/\//i, 'holds an address, not a key'],
	[/\s/, 'holds more than one word: enter the key alone'],
	[/[^\x21-\x7e]/, 'holds characters that no key has: copy it anew'],
];

function bare(pasted: string): string {
	const text = AROUND.reduce((rest, around) => rest.replace(around, ''), pasted);
	return text === pasted ? text : bare(text);
}

/**
 * A key as it goes out, without what people paste along with it: quotes, `Bearer`, a whole header line.
 * @returns '' where the field is empty
 * @throws Error for the user where the field holds something else; it does not repeat what it holds
 */
export function pastedKey(credentials: ICredentialDataDecryptedObject, key: Key): string {
	const { name, displayName } = FIELDS[key];
	const pasted = String(credentials[name] ?? '').replace(INVISIBLE, '').trim();
	if (pasted === '') return '';
	const text = bare(pasted);
	const reason = REASONS.find(([pattern]) => pattern.test(text))?.[1];
	if (reason !== undefined) throw new Error(`'${displayName}' of the Vapi credential ${reason}`);
	return text;
}
