import { startSandbox } from '../../../../sandbox/server.mts';
import type { Sandbox } from '../../../../sandbox/server.mts';
import { openAccount } from '../../../../scripts/start/account.mts';
import { freePort } from '../../../../scripts/n8n/ports.mts';

describe('the account of a start with VAPI_API_KEY', () => {
	let vapi: Sandbox;
	let said: string;

	beforeEach(async () => {
		vapi = await startSandbox();
		said = '';
		jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
			said += String(text);
			return true;
		});
	});

	afterEach(async () => {
		jest.restoreAllMocks();
		await vapi.close();
	});

	const open = async (key: string, baseUrl = vapi.url) =>
		await openAccount({ VAPI_API_KEY: key, VAPI_BASE_URL: baseUrl });

	it('warns before anything else', async () => {
		await expect(open('nobody')).rejects.toThrow();
		expect(said).toMatch(/^VAPI_API_KEY is set: calls are REAL/);
	});

	it('is the one whose key Vapi takes, as it was pasted', async () => {
		const account = await open(`Bearer ${vapi.privateKey}`);
		expect(account.name).toBe('vapi');
		expect(account.credential).toEqual({
			apiKey: vapi.privateKey,
			region: 'custom',
			baseUrl: vapi.url,
		});
		expect(vapi.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /assistant']);
	});

	it('invites nobody to dial', async () => {
		const { opens, invitation } = await open(vapi.privateKey);
		expect(opens).toBe('list-recent-calls');
		expect(invitation[0]).toMatch(/dials nobody/);
	});

	it.each([
		['a key that Vapi does not know', 'nobody', /does not accept the key in VAPI_API_KEY.*private key/],
		['what is no key', 'two words', /'API Key' .* more than one word/],
	])('is not opened with %s', async (_name, key, message) => {
		await expect(open(key)).rejects.toThrow(message);
	});

	it('is not opened where Vapi cannot be reached', async () => {
		const port = await freePort();
		await expect(open('key', `http://127.0.0.1:${port}`)).rejects.toThrow(
			`127.0.0.1:${port} cannot be reached, so the key could not be tested`,
		);
	});

	it('is not opened where Vapi has trouble of its own', async () => {
		vapi.faults.add({ kind: 'status', status: 503 });
		await expect(open(vapi.privateKey)).rejects.toThrow(/answered 503 when the key was tested/);
	});

	it('takes no key to a host over plain http', async () => {
		await expect(open('key', 'http://vapi.example.com')).rejects.toThrow(/https:\/\//);
	});
});
