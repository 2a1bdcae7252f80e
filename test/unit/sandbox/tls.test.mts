import { Agent, request } from 'undici';
import { selfSigned } from '../../../sandbox/http/selfSigned.mts';
import { ASSISTANTS, PRIVATE_KEY } from '../../../sandbox/seed.mts';
import { startSandbox } from '../../../sandbox/server.mts';

describe('a sandbox with TLS', () => {
	it('speaks https on all three origins, with the certificate it was given', async () => {
		const tls = selfSigned();
		const sandbox = await startSandbox({ tls, timeScale: 0 });
		const dispatcher = new Agent({ connect: { ca: tls.cert } });
		const headers = { 'user-agent': 'test', authorization: `Bearer ${PRIVATE_KEY}` };
		for (const origin of [sandbox.url, sandbox.controlUrl, sandbox.storageUrl]) {
			expect(origin).toMatch(/^https:/);
			const { body } = await request(`${origin}/assistant/${ASSISTANTS.toolUser}`, {
				headers,
				dispatcher,
			});
			await body.dump();
		}
		expect(sandbox.requests.map(({ listener, status }) => [listener, status])).toEqual([
			['api', 200],
			['control', 404],
			['storage', 400],
		]);
		await expect(request(sandbox.url, { headers })).rejects.toThrow(/self.signed/);
		await dispatcher.close();
		await sandbox.close();
	});
});
