import { US, keyOn } from './authenticated.mts';

const KEY = '3f1c9a52-7d04-4c7e-9b1e-5a2d8e6f0b13';
const URL = 'https://api.vapi.ai/call';

const sentFor = async (apiKey: string) => await keyOn({ ...US, apiKey }, { url: URL });

describe('a pasted key', () => {
	it.each([
		KEY,
		`  ${KEY}\r\n`,
		`\u200b${KEY}\ufeff`,
		`\u00a0${KEY}\u2003`,
		`"${KEY}"`,
		`'${KEY}'`,
		`\`${KEY}\``,
		`“${KEY}”`,
		`<${KEY}>`,
		`"${KEY}",`,
		`${KEY};`,
		`Bearer ${KEY}`,
		`bearer  ${KEY}`,
		`Bearer: ${KEY}`,
		`Authorization: Bearer ${KEY}`,
		`authorization:Bearer ${KEY}`,
		`"Authorization": "Bearer ${KEY}"`,
		`-H "Authorization: Bearer ${KEY}"`,
		`--header 'Authorization: Bearer ${KEY}' \\`,
		`VAPI_API_KEY=${KEY}`,
		`VAPI_PRIVATE_KEY = "${KEY}"`,
		`export VAPI_API_KEY='${KEY}'`,
		`apiKey: "${KEY}",`,
		`"token": "${KEY}"`,
		`Private Key: ${KEY}`,
	])('is understood as %j', async (pasted) => {
		expect(await sentFor(pasted)).toBe(`Bearer ${KEY}`);
	});

	it.each(['key-with=padding==', 'abc:def', 'sk_live_A-1.b~2', 'bearer-of-news', 'Key'])(
		'that is one, %j, stays as it is',
		async (key) => {
			expect(await sentFor(key)).toBe(`Bearer ${key}`);
		},
	);

	it.each([
		[`${KEY} ${KEY}`, 'more than one word'],
		['my vapi key', 'more than one word'],
		[`${KEY}\n${KEY}`, 'more than one word'],
		['{{ $vars.vapiKey }}', 'expression'],
		['=$vars.vapiKey', 'expression'],
		['••••••••••••0b13', 'hides'],
		['3f1c****-****-0b13', 'hides'],
		['3f1c…0b13', 'hides'],
		['YOUR_VAPI_API_KEY', 'placeholder'],
		['<your-private-key>', 'placeholder'],
		['Schlüssel', 'characters'],
		['https://dashboard.vapi.ai/org/api-keys', 'address'],
		['""', 'empty'],
		['Bearer ', 'empty'],
	])('%j is refused with the reason', async (pasted, reason) => {
		const refusal = sentFor(pasted);
		await expect(refusal).rejects.toThrow("'API Key' of the Vapi credential");
		await expect(refusal).rejects.toThrow(reason);
	});

	it('is not repeated in what is said about it', async () => {
		await expect(sentFor(`${KEY} ${KEY}`)).rejects.not.toThrow(KEY);
	});

	it('counts for the public key, too', async () => {
		const web = { url: `${URL}/web`, method: 'POST' };
		expect(await keyOn({ ...US, publicKey: `Bearer "${KEY}"` }, web)).toBe(`Bearer ${KEY}`);
		await expect(keyOn({ ...US, publicKey: 'a b' }, web)).rejects.toThrow("'Public Key'");
	});

	it('that is not needed for a request may be anything', async () => {
		expect(await keyOn({ ...US, publicKey: 'a b' }, { url: URL })).toBe('Bearer private-key');
		expect(await keyOn({ ...US, apiKey: 'a b' }, { url: 'https://example.com' })).toBeUndefined();
	});
});
