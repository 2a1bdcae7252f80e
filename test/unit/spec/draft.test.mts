import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { draft } from '../../../scripts/spec/draft.mts';
import type { Document, Schema } from '../../../scripts/spec/openapi.mts';

const PROSE = 'A sentence of the document.';

const described = (schema: Schema): Schema => ({ ...schema, description: PROSE });

const body = (properties: Record<string, Schema>, required: string[] = []) => ({
	requestBody: {
		content: { 'application/json': { schema: { type: 'object', properties, required } } },
	},
});

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } } as const;

const text = described({ type: 'string' });

const document = (): Document => ({
	openapi: '3.0.0',
	info: { title: 'Sample', version: '1' },
	paths: {
		'/eval': {
			get: {
				operationId: 'list',
				parameters: ['createdAtGe', 'name', 'limit', 'page', 'sortOrder'].map((name) => ({
					...{ name, in: 'query' as const, description: PROSE, schema: text },
				})),
				responses: {
					200: {
						description: PROSE,
						content: {
							'application/json': {
								schema: { properties: { results: { type: 'array', items: { type: 'object' } } } },
							},
						},
					},
				},
			},
			post: {
				operationId: 'create',
				...body(
					{
						title: text,
						mode: described({ type: 'string', enum: ['fast', 'good'] }),
						assistantId: text,
						toolIds: described({ type: 'array', items: { type: 'string' } }),
						serverUrl: text,
						plan: described({ type: 'object', properties: { deep: text } }),
						steps: described({ type: 'array', items: { type: 'object' } }),
						isOn: described({ type: 'boolean' }),
					},
					['title'],
				),
				responses: {},
			},
		},
		'/eval/{id}': {
			get: { operationId: 'get', parameters: [id], responses: {} },
			patch: { operationId: 'update', parameters: [id], ...body({ title: text }), responses: {} },
			delete: { operationId: 'delete', parameters: [id], responses: {} },
		},
		'/eval/{id}/run': { post: { operationId: 'run', parameters: [id], responses: {} } },
	},
	components: { schemas: {} },
});

const SHARED = `locators:
  eval: { list: Evals, example: x }
  assistant: { list: Assistants, example: x }
`;

const folder = mkdtempSync(join(tmpdir(), 'spec-draft-'));
const source = join(folder, 'document.json');
const file = join(folder, 'eval.yaml');
const all = ['GET /eval', 'POST /eval', 'GET /eval/{id}', 'PATCH /eval/{id}', 'DELETE /eval/{id}'];

const run = async (...requests: string[]): Promise<void> =>
	await draft('eval', requests, { source, folder, print: () => undefined });

const written = () => parse(readFileSync(file, 'utf8')) as { operations: Record<string, never> };

beforeEach(() => {
	writeFileSync(source, JSON.stringify(document()));
	writeFileSync(join(folder, 'shared.yaml'), SHARED);
	rmSync(file, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('names the usual operations in the voice of n8n', async () => {
	await run(...all, 'run=POST /eval/{id}/run');
	const names = Object.entries(written().operations).map(([key, { name, action }]) => [
		...[key, name, action],
	]);
	expect(names).toEqual([
		['getAll', 'Get Many', 'Get many evals'],
		['create', 'Create', 'Create eval'],
		['get', 'Get', 'Get eval'],
		['update', 'Update', 'Update eval'],
		['delete', 'Delete', 'Delete eval'],
		['run', 'Run', 'Run eval'],
	]);
});

it('puts required fields first and the others where the nodes of n8n have them', async () => {
	await run(...all);
	const { getAll, create, update, delete: remove } = written().operations as Record<string, object>;
	expect(getAll).toMatchObject({
		list: 'page',
		parameters: { filters: { contains: { include: ['dateFilters'], name: { field: 'name' } } } },
		omitted: { sortOrder: expect.any(String) as string },
	});
	expect(create).toMatchObject({ parameters: { title: { required: true }, additionalFields: {} } });
	expect(update).toMatchObject({
		parameters: {
			evalId: { use: 'eval', field: 'id', required: true },
			updateFields: { contains: { title: { field: 'title' } } },
		},
	});
	expect(Object.keys((remove as { parameters: object }).parameters)).toEqual(['evalId']);
});

it('finds the kind of a field by its type and its name', async () => {
	await run('POST /eval');
	const { contains } = (written().operations.create as unknown as {
		parameters: { additionalFields: { contains: object } };
	}).parameters.additionalFields;
	expect(contains).toMatchObject({
		mode: { displayName: 'Mode' },
		assistantId: { use: 'assistant' },
		toolIds: { displayName: 'Tool', several: 'Tools' },
		serverUrl: { displayName: 'Server URL', placeholder: 'e.g. DRAFT' },
		plan: { displayName: 'Plan (JSON)', hint: 'e.g. DRAFT' },
		steps: { displayName: 'Steps (JSON)', type: 'json' },
		isOn: { displayName: 'Is On', description: 'DRAFT' },
	});
});

it('writes no sentence of the document', async () => {
	await run(...all);
	expect(readFileSync(file, 'utf8')).not.toContain(PROSE);
});

it('adds to a file before its digests, and leaves what is there', async () => {
	await run('GET /eval');
	const mine = readFileSync(file, 'utf8').replaceAll('DRAFT', 'Mine');
	writeFileSync(file, `${mine}\ndigests:\n  getAll:\n    name: 0badcafe\n`);
	await run('GET /eval/{id}');
	const after = readFileSync(file, 'utf8');
	expect(after.startsWith(mine.trimEnd())).toBe(true);
	expect(after.trimEnd().endsWith('name: 0badcafe')).toBe(true);
	expect(Object.keys(written().operations)).toEqual(['getAll', 'get']);
});

it('refuses what is there already, and what is no request', async () => {
	await run('GET /eval');
	const before = readFileSync(file, 'utf8');
	await expect(run('GET /eval')).rejects.toThrow('eval.yaml has an operation getAll already');
	await expect(run('eval')).rejects.toThrow("'eval' is no request such as 'GET /squad'");
	await expect(run('GET /nothing')).rejects.toThrow('no operation GET /nothing');
	expect(readFileSync(file, 'utf8')).toBe(before);
});
