import { request as plainRequest } from 'node:http';
import { PUBLIC_KEY } from '../../../sandbox/seed.mts';
import { ask, callTo, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0, clockOffset: -90_000 });

describe('the door of the sandbox', () => {
	it('asks for a key in the words of Vapi', async () => {
		const answer = await ask(sandbox().url, 'GET', '/assistant', undefined, { authorization: '' });
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({
			message: 'Missing Authorization Header.',
			error: 'Unauthorized',
			statusCode: 401,
		});
	});

	it('takes the private key for everything but web calls, and there only the public one', async () => {
		const { url } = sandbox();
		const web = { assistantId: callTo('').assistantId };
		const publicKey = { authorization: `Bearer ${PUBLIC_KEY}` };
		expect((await ask(url, 'GET', '/assistant')).status).toBe(200);
		expect((await ask(url, 'GET', '/assistant', undefined, publicKey)).status).toBe(401);
		expect((await ask(url, 'POST', '/call/web', web, publicKey)).status).toBe(201);
		const refused = await ask(url, 'POST', '/call/web', web);
		expect(refused.status).toBe(401);
		expect(refused.body.message).toMatch(/^Invalid Key\. Hot tip/);
	});

	it('refuses a key that was replaced, until it starts over', async () => {
		const { url, state } = sandbox();
		state.privateKey = 'new-key';
		const newKey = { authorization: 'Bearer new-key' };
		expect((await ask(url, 'GET', '/assistant')).status).toBe(401);
		expect((await ask(url, 'GET', '/assistant', undefined, newKey)).status).toBe(200);
		sandbox().reset();
		expect((await ask(url, 'GET', '/assistant')).status).toBe(200);
	});

	it('turns away a request without a user agent as Cloudflare does', async () => {
		const status = await new Promise((resolve) => {
			plainRequest(`${sandbox().url}/assistant`, (answer) => resolve(answer.statusCode)).end();
		});
		expect(status).toBe(403);
	});

	it('dates its answers by its own clock', async () => {
		const { headers } = await ask(sandbox().url, 'GET', '/assistant');
		const behind = Date.now() - Date.parse(String(headers.date));
		expect(behind).toBeGreaterThan(80_000);
		expect(behind).toBeLessThan(600_000);
	});

	it('keeps what it was asked and what it answered', async () => {
		await ask(sandbox().url, 'GET', '/call?limit=2&assistantId=x');
		await ask(sandbox().url, 'POST', '/call', { a: 1 });
		const [get, post] = sandbox().requests;
		expect(get).toMatchObject({
			listener: 'api',
			method: 'GET',
			path: '/call',
			query: 'limit=2&assistantId=x',
			status: 200,
		});
		expect(post).toMatchObject({ method: 'POST', body: { a: 1 }, status: 400 });
	});

	it('knows no other routes than the contract', async () => {
		const answer = await ask(sandbox().url, 'POST', '/call/phone', {});
		expect(answer.status).toBe(404);
		expect(answer.body.message).toBe('Cannot POST /call/phone');
	});
});
