import type { IDataObject } from 'n8n-workflow';
import { buildRequest } from '../../../../nodes/shared/engine/buildRequest.ts';
import type { RequestOperation } from '../../../../nodes/shared/engine/rows.ts';
import { refusalOf } from '../../refusal.mts';
import { createContext } from '../api/context.mts';

/** An operation that can empty fields, as the generator writes it. */
const operation: RequestOperation = {
	kind: 'request',
	resource: 'thing',
	operation: 'update',
	method: 'PATCH',
	path: '/thing',
	hasBody: true,
	fields: [
		{ parameter: 'f.name', displayName: 'Name', in: 'body', path: ['name'], type: 'string' },
		{ parameter: 'f.url', displayName: 'Webhook URL', in: 'body', path: ['server', 'url'], type: 'string' },
		{ parameter: 'f.plan', displayName: 'Plan (JSON)', in: 'body', path: ['plan'], type: 'json' },
		{ parameter: 'f.json', displayName: 'Thing (JSON)', in: 'body', path: [], type: 'json' },
		{
			parameter: 'f.clearFields',
			displayName: 'Clear Fields',
			in: 'body',
			path: [],
			type: 'multiOptions',
			clears: { name: null, server: null, 'plan.note': null, hooks: [] },
		},
	],
};

const bodyOf = (f: IDataObject) =>
	buildRequest(createContext({ parameters: [{ f }] }), 0, operation).body;

describe('Clear Fields', () => {
	it('sends null for what is chosen, an empty list where Vapi takes no null, and nothing else', () => {
		expect(bodyOf({ clearFields: ['name', 'plan.note', 'hooks'], url: 'x' })).toEqual({
			name: null,
			plan: { note: null },
			hooks: [],
			server: { url: 'x' },
		});
		expect(bodyOf({ clearFields: 'name, server' })).toEqual({ name: null, server: null });
	});

	it.each([[[]], [null], [''], [undefined]])('empties nothing for %j', (clearFields) => {
		expect(bodyOf({ clearFields, name: 'n' })).toEqual({ name: 'n' });
	});

	it('leaves beside it what is set beside it', () => {
		const set = { clearFields: ['plan.note', 'name'], plan: '{"voice": 1}', json: { more: 1 } };
		expect(bodyOf(set)).toEqual({ name: null, plan: { voice: 1, note: null }, more: 1 });
	});

	it.each<[string, IDataObject, string]>([
		['the field itself', { name: 'n', clearFields: ['name'] }, `'Name' is set, and 'Clear Fields' empties it`],
		['a part of it', { url: 'x', clearFields: ['server'] }, `'Webhook URL' is set, and 'Clear Fields' empties it`],
		[
			'what holds it',
			{ plan: '{"note": "x"}', clearFields: ['plan.note'] },
			`'Plan (JSON)' sets plan.note, and 'Clear Fields' empties it`,
		],
		[
			'JSON that names it',
			{ json: '{"hooks": [{}]}', clearFields: ['hooks'] },
			`'Thing (JSON)' sets hooks, and 'Clear Fields' empties it`,
		],
		[
			'JSON that names a part of it',
			{ json: '{"server": {"url": "x"}}', clearFields: ['server'] },
			`'Thing (JSON)' sets server, and 'Clear Fields' empties it`,
		],
		[
			'JSON that puts something in its place',
			{ json: '{"plan": []}', clearFields: ['plan.note'] },
			`'Thing (JSON)' sets plan.note, and 'Clear Fields' empties it`,
		],
	])('is refused where something sets %s', (_, f, message) => {
		const refusal = refusalOf(() => bodyOf(f));
		expect(refusal.message).toBe(message);
		expect(refusal.wayOut).toBe('Leave one of the two out');
	});

	it('has nothing against a null that says the same', () => {
		expect(bodyOf({ name: null, json: { server: null }, clearFields: ['name', 'server'] })).toEqual({
			name: null,
			server: null,
		});
	});

	it('is refused for a field that it does not offer', () => {
		const refusal = refusalOf(() => bodyOf({ clearFields: ['name', 'nmae'] }));
		expect(refusal.message).toBe(`'Clear Fields' is "nmae", which it cannot empty`);
		expect(refusal.wayOut).toBe('Use any of name, server, plan.note, hooks');
	});
});
