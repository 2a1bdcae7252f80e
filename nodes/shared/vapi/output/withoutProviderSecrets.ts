import type { IDataObject } from 'n8n-workflow';

/** How Vapi names the keys and passwords of providers; none of them is anything else elsewhere. */
const SECRETS = new Set([
	...['accessToken', 'apiSecret', 'authPassword', 'clientSecret', 'hmacSecret', 'jwtSecret'],
	...['privateKey', 'refreshToken', 'secretAccessKey', 'secretKey'],
	...['twilioApiKey', 'twilioApiSecret', 'twilioAuthToken'],
]);

/** What holds a password or a key under a name that other things have, too. */
const HOLDERS = new Map([
	['authentication', new Set(['password'])],
	['credentials', new Set(['apiKey', 'token', 'password'])],
]);

function cleaned(value: unknown, names: Set<string> | undefined): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		const entries = value.map((entry) => cleaned(entry, names));
		return entries.some((entry, index) => entry !== value[index]) ? entries : value;
	}
	const before = Object.entries(value);
	const after = before
		.filter(([key]) => !SECRETS.has(key) && names?.has(key) !== true)
		.map(([key, inner]) => [key, cleaned(inner, HOLDERS.get(key) ?? names)] as const);
	const isSame = after.length === before.length && after.every(([key, inner]) => inner === (value as IDataObject)[key]);
	return isSame ? value : Object.fromEntries(after);
}

/**
 * Leaves out the keys and passwords of other providers that Vapi gives back, such as a Twilio auth token:
 * what a node puts out is stored with the execution and can be pinned. A key that is gone cannot be
 * written back as stars by mistake, either. The row itself where it holds none.
 */
export const withoutProviderSecrets = (row: IDataObject): IDataObject =>
	cleaned(row, undefined) as IDataObject;
