import { sandboxCredentials, testCredential } from '../harness/index.mts';
import { useSandbox } from '../support.mts';
import { deadUrl } from './deadUrl.mts';

const sandbox = useSandbox();

describe('Test credential', () => {
	it('accepts a good key', async () => {
		expect(await testCredential(sandboxCredentials(sandbox()))).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(sandbox().requests.map(({ path, query }) => `${path}?${query}`)).toEqual([
			'/assistant?limit=1',
		]);
	});

	it('accepts a good key in a whole header line', async () => {
		const credentials = sandboxCredentials(sandbox());
		const apiKey = `"Authorization": "Bearer ${String(credentials.apiKey)}",`;
		expect(await testCredential({ ...credentials, apiKey })).toMatchObject({ status: 'OK' });
	});

	it('says what is wrong with a key that is none, and sends nothing', async () => {
		const verdict = await testCredential({ ...sandboxCredentials(sandbox()), apiKey: 'my vapi key' });
		expect(verdict).toEqual({
			status: 'Error',
			message: "'API Key' of the Vapi credential holds more than one word: enter the key alone",
		});
		expect(sandbox().requests).toEqual([]);
	});

	it.each([
		['a wrong key', () => 'nobody'],
		['the public key', () => sandbox().publicKey],
	])('asks about kind of key and region for %s', async (_name, apiKey) => {
		const verdict = await testCredential({ ...sandboxCredentials(sandbox()), apiKey: apiKey() });

		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(/private key/i);
		expect(verdict.message).toMatch(/region/i);
	});

	it('gives the code of a host that is out of reach', async () => {
		const verdict = await testCredential({
			...sandboxCredentials(sandbox()),
			baseUrl: await deadUrl(),
		});

		expect(verdict).toEqual({ status: 'Error', message: 'ECONNREFUSED' });
	});

	it('refuses http off this machine without sending anything', async () => {
		const verdict = await testCredential({
			...sandboxCredentials(sandbox()),
			baseUrl: 'http://vapi.example.com',
		});

		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(/https/);
	});
});
