import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { FILES } from '../../../../sandbox/seed.mts';
import type { FileTiming } from '../../../../nodes/Vapi/knowledgeBase/fileTiming.ts';
import { violationsOf } from '../../../contract/contract.mts';
import { builtModule, sandboxCredentials, startWorkflow } from '../../harness/index.mts';
import { byId, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

/** Sets the pauses between two looks, in milliseconds. */
function hurry(pause: number): void {
	const { fileTiming } = builtModule('nodes/Vapi/knowledgeBase/fileTiming.js') as { fileTiming: FileTiming };
	Object.assign(fileTiming, { first: pause, most: pause } satisfies FileTiming);
}
beforeEach(() => hurry(5));

const run = async (operation: string, more: INodeParameters = {}) =>
	await runVapi(sandbox(), { resource: 'knowledgeBase', operation, ...more });

/** What an operation puts out; fails where the node does. */
async function put(operation: string, more: INodeParameters = {}) {
	const result = await run(operation, more);
	expect(result.error?.message).toBeUndefined();
	return result.json('Vapi');
}

const fileId = byId(FILES.priceList);

/** A new knowledge base, as operations take it. */
async function base(): Promise<INodeParameters> {
	const [created] = await put('create', { name: 'Prices' });
	return byId(String(created?.id));
}

const looks = () => sandbox().requests.filter(({ method }) => method === 'GET');

describe('a knowledge base', () => {
	it('is created, read, listed, changed and deleted', async () => {
		const additionalFields = { description: 'What callers ask' };
		const [created] = await put('create', { name: 'Prices 😀', additionalFields });
		expect(created).toMatchObject({ name: 'Prices 😀', description: 'What callers ask' });
		const knowledgeBaseId = byId(String(created?.id));

		expect(await put('get', { knowledgeBaseId })).toMatchObject([{ ...created, files: [], toolId: null }]);
		await base();
		expect(await put('getAll', { returnAll: true })).toHaveLength(2);
		expect(await put('getAll', { limit: 1 })).toHaveLength(1);
		const updateFields = { name: 'Hours', clearFields: ['description'] };
		const [changed] = await put('update', { knowledgeBaseId, updateFields });
		expect(changed).toMatchObject({ name: 'Hours' });
		expect(changed).not.toHaveProperty('description');
		expect(await put('delete', { knowledgeBaseId })).toEqual([{ deleted: true, id: created?.id }]);

		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
		expect((await run('get', { knowledgeBaseId })).error?.message).toContain('404');
	});

	it('takes a file in and gives it back', async () => {
		const knowledgeBaseId = await base();
		const [added] = await put('addFile', { knowledgeBaseId, fileId });
		expect(added).toMatchObject({ fileId: FILES.priceList, status: 'indexing' });
		expect(looks()).toEqual([]);
		expect(await put('getFiles', { knowledgeBaseId, returnAll: true })).toMatchObject([{ id: added?.id }]);
		expect(await put('retryFile', { knowledgeBaseId, fileId })).toMatchObject([{ status: 'indexing' }]);
		expect(await put('removeFile', { knowledgeBaseId, fileId })).toEqual([{ deleted: true, id: FILES.priceList }]);
		expect(await put('getFiles', { knowledgeBaseId, returnAll: true })).toEqual([]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
		expect((await run('removeFile', { knowledgeBaseId, fileId })).error?.message).toContain('404');
	});
});

describe('Wait Until Processed', () => {
	/** Adds the file and waits. */
	const add = async (more: INodeParameters = {}) =>
		await run('addFile', { knowledgeBaseId: await base(), fileId, waitUntilProcessed: true, ...more });
	const added = () => posts(sandbox()).filter(({ path }) => path.endsWith('/file'));

	it('puts the file out when it is ready', async () => {
		const result = await add();
		expect(result.json('Vapi')).toMatchObject([{ fileId: FILES.priceList, status: 'ready' }]);
		expect(looks()).toHaveLength(2);
		expect(added()).toHaveLength(1);
	});

	it('says that a file cannot be processed, and that it is in the knowledge base', async () => {
		Object.assign(sandbox().state.shelf('/file').get(FILES.priceList) as IDataObject, { status: 'failed' });
		const result = await add();
		expect(result.error?.message).toBe('Vapi could not process the file');
		expect(result.error?.description).toContain('has been added to the knowledge base');
		expect(added()).toHaveLength(1);
	});

	it('rides out what goes wrong in between', async () => {
		const path = /\/v2\/knowledge-base\/.*\/file/;
		sandbox().faults.add({ kind: 'status', method: 'GET', path, status: 503, times: 2 });
		expect((await add()).json('Vapi')).toMatchObject([{ status: 'ready' }]);
		expect(added()).toHaveLength(1);
	});

	it('stops where Vapi does not hand out the files any more', async () => {
		const path = /\/v2\/knowledge-base\/.*\/file/;
		sandbox().faults.add({ kind: 'status', method: 'GET', path, status: 403, times: 9 });
		const result = await add();
		expect(result.error?.message).toBe('The state of the file could not be read');
		expect(result.error?.description).toContain('has been added to the knowledge base');
		expect(looks()).toHaveLength(1);
	});

	it('stops where the file is taken out meanwhile', async () => {
		const path = /\/v2\/knowledge-base\/.*\/file/;
		sandbox().faults.add({ kind: 'status', method: 'GET', path, status: 200, body: [], times: 1 });
		const result = await add();
		expect(result.error?.message).toBe('The file is no longer in the knowledge base');
	});

	it('ends, and puts the file out as it is', async () => {
		hurry(60_000);
		const result = await add({ options: { maxWait: '={{ 0.001 }}' } });
		expect(result.error?.message).toBeUndefined();
		expect(result.json('Vapi')).toMatchObject([{ status: 'indexing', waitTimedOut: true }]);
	});

	it('is over when the execution is stopped', async () => {
		const knowledgeBaseId = await base();
		const path = /\/v2\/knowledge-base\/.*\/file/;
		const body = [{ fileId: FILES.priceList, status: 'indexing' }];
		sandbox().faults.add({ kind: 'status', method: 'GET', path, status: 200, body });
		const parameters = { resource: 'knowledgeBase', operation: 'addFile', waitUntilProcessed: true };
		const running = await startWorkflow({
			credentials: sandboxCredentials(sandbox()),
			nodes: [{ name: 'Vapi', parameters: { ...parameters, knowledgeBaseId, fileId } }],
		});
		while (looks().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
		running.cancel();
		const result = await running.result;
		expect(result.errorOf('Vapi')?.message).toContain('was canceled');
		expect(result.errorOf('Vapi')?.description).toContain('has been added to the knowledge base');
	});
});
