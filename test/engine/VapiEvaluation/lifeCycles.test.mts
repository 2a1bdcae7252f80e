import type { INodeParameters } from 'n8n-workflow';
import { EVALS } from '../../../sandbox/seed.mts';
import { violationsOf } from '../../contract/contract.mts';
import { listSearch, packageDescriptions, sandboxCredentials } from '../harness/index.mts';
import { byId, runVapi, useSandbox } from '../support.mts';

const TYPE = 'n8n-nodes-vapi.vapiEvaluation';
const sandbox = useSandbox();

const run = async (parameters: INodeParameters) =>
	await runVapi(sandbox(), parameters, { node: { type: TYPE } });

/** What an operation on a resource puts out; fails where the node does. */
async function put(resource: string, operation: string, more: INodeParameters = {}) {
	const result = await run({ resource, operation, ...more });
	expect(result.error?.message).toBeUndefined();
	return result.json('Vapi');
}

/** A resource, its list's path and ID parameter, what it is created with, and what becomes of that. */
const RESOURCES: Array<[string, string, string, INodeParameters, object]> = [
	[
		'eval',
		'/eval',
		'evalId',
		{
			messages: '[{"role":"user","content":"Hello"}]',
			additionalFields: { description: 'Greets' },
		},
		{ type: 'chat.mockConversation', messages: [{ role: 'user', content: 'Hello' }], description: 'Greets' },
	],
	[
		'personality',
		'/eval/simulation/personality',
		'personalityId',
		{ assistant: '{"firstMessage":"Hi"}', additionalFields: { path: 'sales/rude' } },
		{ assistant: { firstMessage: 'Hi' }, path: 'sales/rude' },
	],
];

describe.each(RESOURCES)('%s', (resource, path, idName, form, made) => {
	it('is created, read, listed, changed and deleted', async () => {
		const [created] = await put(resource, 'create', { name: 'First', ...form });
		expect(created).toMatchObject({ name: 'First', ...made });
		const id = { [idName]: byId(String(created?.id)) };

		expect(await put(resource, 'get', id)).toEqual([created]);
		const listed = await put(resource, 'getAll', { returnAll: true });
		expect(listed).toContainEqual(created);
		expect(listed).toHaveLength(2);
		const [changed] = await put(resource, 'update', { ...id, updateFields: { name: 'Second' } });
		expect(changed).toMatchObject({ name: 'Second', ...made });
		expect(await put(resource, 'delete', id)).toEqual([{ deleted: true, id: created?.id }]);
		expect(await put(resource, 'getAll', { returnAll: true })).toHaveLength(1);

		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
		const gone = await run({ resource, operation: 'get', ...id });
		expect(gone.error?.message).toContain('404');
	});

	it.each([0, 1, 1000, 1001])('Return All gives each of %s once', async (count) => {
		const shelf = sandbox().state.shelf(path);
		const [seeded] = shelf.values();
		shelf.clear();
		for (let i = 0; i < count; i++) {
			const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
			shelf.set(id, { ...(seeded as NonNullable<typeof seeded>), id });
		}
		const rows = await put(resource, 'getAll', { returnAll: true });
		expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
		expect(rows).toHaveLength(count);
	});

	it('is found by name and by ID in the list of its locator', async () => {
		const method = `search${resource === 'eval' ? 'Evals' : 'Personalities'}`;
		const [seeded] = sandbox().state.shelf(path).values();
		const search = async (filter: string) =>
			await listSearch(method, { type: TYPE, credentials: sandboxCredentials(sandbox()), filter });
		const all = { results: [{ name: seeded?.name, value: seeded?.id }] };
		expect(await search('')).toEqual(all);
		expect(await search(String(seeded?.name).slice(3).toUpperCase())).toEqual(all);
		expect(await search(String(seeded?.id))).toEqual(all);
		expect(await search('nothing of that name')).toEqual({ results: [] });
	});
});

it('says what is wrong before anything is sent', async () => {
	const eval_ = { resource: 'eval', operation: 'create' };
	for (const [more, message] of [
		[{ name: '={{ "" }}', messages: '[{}]' }, "'Name' is empty"],
		[{ name: 'x'.repeat(81), messages: '[{}]' }, "'Name' has 81 characters"],
		[{ name: 'x', messages: 'no JSON' }, "'Messages (JSON)'"],
	] as Array<[INodeParameters, string]>) {
		expect((await run({ ...eval_, ...more })).error?.message).toContain(message);
	}
	const bad = await run({ resource: 'eval', operation: 'get', evalId: byId('x') });
	expect(bad.error?.message).toContain("'Eval' is");
	expect(sandbox().requests).toEqual([]);
	await put('eval', 'get', { evalId: byId(EVALS.cancels) });
});

it('is no tool for an AI agent, while the Vapi node is one', () => {
	const isTool = Object.fromEntries(
		packageDescriptions().map(({ name, usableAsTool }) => [name, Boolean(usableAsTool)]),
	);
	expect(isTool).toMatchObject({ vapi: true, vapiEvaluation: false });
});
