import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { exposedRequests, exposedSchemas } from '../../../scripts/spec/wording/claims.mts';
import { readWordings } from '../../../scripts/spec/wording/read.mts';

const SHARED = {
	labels: { openai: 'OpenAI' },
	sets: { dates: ['after'] },
	parameters: {
		after: { field: 'createdAtGt', displayName: 'After' },
		prompt: { covers: ['model.messages'], displayName: 'Prompt' },
	},
};

/** Reads wording files as they would stand in a folder. */
const read = (files: Record<string, object>) => {
	const folder = mkdtempSync(join(tmpdir(), 'spec-wording-'));
	try {
		for (const [name, content] of Object.entries({ 'shared.yaml': SHARED, ...files })) {
			writeFileSync(join(folder, name), stringify(content));
		}
		return readWordings(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
};

const parametersOf = (parameters: object) =>
	read({ 'call.yaml': { resource: 'call', operations: { get: { requests: [], parameters } } } })[0]
		?.operations.get?.parameters;

describe('readWordings', () => {
	it('puts shared pieces into their places, where local keys win and the name of the piece stays', () => {
		expect(parametersOf({ when: { use: 'after', displayName: 'Later Than' } })).toEqual({
			when: { field: 'createdAtGt', displayName: 'Later Than', piece: 'after' },
		});
	});

	it('takes sets over', () => {
		const parameters = parametersOf({
			filters: { contains: { include: ['dates'], id: { field: 'id' } } },
		});
		expect(parameters?.filters?.contains).toEqual({
			after: { field: 'createdAtGt', displayName: 'After', piece: 'after' },
			id: { field: 'id' },
		});
	});

	it('reads fields relative to the object that holds them', () => {
		const contains = { prompt: { use: 'prompt' }, rest: { covers: [''] }, name: { field: 'name' } };
		const parameters = parametersOf({ form: { at: 'assistant', contains } });
		expect(parameters?.form?.contains).toEqual({
			prompt: {
				covers: ['assistant.model.messages'],
				displayName: 'Prompt',
				piece: 'prompt',
			},
			rest: { covers: ['assistant'] },
			name: { field: 'assistant.name' },
		});
	});

	it('names pieces and sets that are not there', () => {
		expect(() => parametersOf({ a: { use: 'gone' } })).toThrow('shared.yaml has no parameter gone');
		expect(() => parametersOf({ a: { contains: { include: ['gone'] } } })).toThrow(
			'shared.yaml has no set gone',
		);
	});

	it('names operations that have no requests', () => {
		expect(() => read({ 'call.yaml': { resource: 'call', operations: { get: {} } } })).toThrow(
			'call.yaml: get names no requests',
		);
	});
});

describe('what wordings expose', () => {
	it('is every request once, and the schemas that are named', () => {
		const wordings = read({
			'a.yaml': { also: { requests: ['GET /b'], schemas: ['Event'] } },
			'b.yaml': {
				resource: 'b',
				operations: {
					get: { requests: ['GET /b', 'GET /a'] },
					answer: { requests: ['ANSWER Result'] },
					say: { requests: ['GET /a', 'SEND Say'] },
				},
			},
		});
		expect(exposedRequests(wordings)).toEqual(['GET /a', 'GET /b']);
		expect(exposedSchemas(wordings)).toEqual(['Event', 'Result', 'Say']);
	});
});
