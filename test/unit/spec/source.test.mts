import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockAgent } from 'undici';
import { readDocument } from '../../../scripts/spec/source.mts';

const DOCUMENT = {
	openapi: '3.0.0',
	info: { title: 'Sample', version: '1' },
	paths: {},
	components: { schemas: {} },
};
const JSON_PATH = '/api-json';
const GUIDE_PATH = '/api/docs/openapi.json';

describe('readDocument', () => {
	let agent: MockAgent;
	const options = () => ({ dispatcher: agent, minTimeout: 1 });
	const vapi = () => agent.get('https://api.vapi.ai');

	beforeEach(() => {
		agent = new MockAgent();
		agent.disableNetConnect();
	});
	afterEach(() => agent.close());

	it('reads the published address first', async () => {
		vapi().intercept({ path: JSON_PATH }).reply(200, DOCUMENT);
		await expect(readDocument(undefined, options())).resolves.toEqual({
			document: DOCUMENT,
			from: 'https://api.vapi.ai/api-json',
		});
	});

	it("falls back to the address of Vapi's short guide", async () => {
		vapi().intercept({ path: JSON_PATH }).reply(404, 'Not Found');
		vapi().intercept({ path: GUIDE_PATH }).reply(200, DOCUMENT);
		const { from } = await readDocument(undefined, options());
		expect(from).toBe('https://api.vapi.ai/api/docs/openapi.json');
	});

	it('tries again after an answer that passes', async () => {
		vapi().intercept({ path: JSON_PATH }).reply(503, 'busy').times(2);
		vapi().intercept({ path: JSON_PATH }).reply(200, DOCUMENT);
		const { document } = await readDocument(undefined, options());
		expect(document).toEqual(DOCUMENT);
		agent.assertNoPendingInterceptors();
	});

	it('reads the address it is given and no other', async () => {
		agent.get('https://example.com').intercept({ path: '/a.json' }).reply(404, '');
		await expect(readDocument('https://example.com/a.json', options())).rejects.toThrow(
			'https://example.com/a.json: https://example.com/a.json answered 404',
		);
	});

	it('names every address and the way out when nothing answers', async () => {
		const refused = new Error('getaddrinfo ENOTFOUND api.vapi.ai');
		for (const path of [JSON_PATH, GUIDE_PATH]) {
			vapi().intercept({ path }).replyWithError(refused).persist();
		}
		const failure = await readDocument(undefined, options()).catch((error: Error) => error);
		expect((failure as Error).message.split('\n')).toEqual([
			"Vapi's OpenAPI document could not be fetched:",
			'  https://api.vapi.ai/api-json: getaddrinfo ENOTFOUND api.vapi.ai',
			'  https://api.vapi.ai/api/docs/openapi.json: getaddrinfo ENOTFOUND api.vapi.ai',
			'Check the connection, or give a saved copy: npm run spec:pull -- FILE',
		]);
	});

	it('says when an address answers with something else', async () => {
		vapi().intercept({ path: JSON_PATH }).reply(200, '<html>');
		vapi().intercept({ path: GUIDE_PATH }).reply(200, { openapi: '3.0.0' });
		await expect(readDocument(undefined, options())).rejects.toThrow(
			/api-json holds no JSON[^]*openapi\.json is no OpenAPI 3\.0 document/,
		);
	});

	describe('of a file', () => {
		const folder = mkdtempSync(join(tmpdir(), 'spec-source-'));
		afterAll(() => rmSync(folder, { recursive: true }));

		it('reads it without a request', async () => {
			const file = join(folder, 'openapi.json');
			writeFileSync(file, JSON.stringify(DOCUMENT));
			await expect(readDocument(file, options())).resolves.toEqual({
				document: DOCUMENT,
				from: file,
			});
		});

		it('names a file that is not there', async () => {
			const file = join(folder, 'gone.json');
			await expect(readDocument(file, options())).rejects.toThrow(
				`The file ${file} cannot be read`,
			);
		});
	});
});
