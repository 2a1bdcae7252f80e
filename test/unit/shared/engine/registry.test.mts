import type { IDataObject } from 'n8n-workflow';

import type { Handler } from '../../../../nodes/shared/engine/handler.ts';
import { registry } from '../../../../nodes/shared/engine/registry.ts';
import type { Registry } from '../../../../nodes/shared/engine/registry.ts';
import { route } from '../../../../nodes/shared/engine/router.ts';
import type {
	AnswerOperation,
	ComposedOperation,
	ControlOperation,
	RequestOperation,
} from '../../../../nodes/shared/engine/rows.ts';
import type { OutputChoice } from '../../../../nodes/shared/vapi/output/outputChoice.ts';
import { createContext } from '../api/context.mts';
import { callsInGroups, listAnswer } from '../api/list.mts';
import { json, useServer } from '../api/server.mts';

const id = { parameter: 'id', displayName: 'Thing', in: 'path', path: ['id'], type: 'string' } as const;
const node = { in: 'node', path: [] } as const;
const output = { ...node, parameter: 'output', displayName: 'Output', type: 'options', default: 'simple' } as const;
const fields = { ...node, parameter: 'fields', displayName: 'Fields', type: 'multiOptions' } as const;
const base = { resource: 'thing', hasBody: false } as const;
const one = { ...base, kind: 'request', path: '/thing/{id}' } as const;

const get = { ...one, operation: 'get', method: 'GET', output: 'call', fields: [id, output, fields] } as const satisfies RequestOperation;
const raw = { ...one, operation: 'raw', method: 'GET', fields: [id] } as const satisfies RequestOperation;
const erase = { ...one, operation: 'erase', method: 'DELETE', fields: [id] } as const satisfies RequestOperation;
const getAll = {
	...{ ...one, path: '/thing' },
	...{ operation: 'getAll', method: 'GET', list: 'createdAt' },
	output: 'call',
	fields: [
		{ ...node, parameter: 'returnAll', displayName: 'Return All', type: 'boolean', default: false },
		{ ...node, parameter: 'limit', displayName: 'Limit', type: 'integer', minimum: 1, default: 50 },
		output,
		fields,
	],
} as const satisfies RequestOperation;
const pages = { ...getAll, operation: 'pages', list: 'page' } as const satisfies RequestOperation;
const dial = {
	...base,
	kind: 'composed',
	operation: 'dial',
	requests: ['POST /thing', 'GET /thing/{id}'],
	fields: [id],
} as const satisfies ComposedOperation;
const hangUp = { ...base, kind: 'control', operation: 'hangUp', message: 'end-call', fields: [id] } as const satisfies ControlOperation;
const reply = { ...base, resource: 'reply', kind: 'answer', operation: 'reply', schema: 'Reply', fields: [] } as const satisfies AnswerOperation;

const operations = {
	thing: { get, raw, erase, getAll, pages, dial, hangUp },
	reply: { reply },
	plain: { get },
} as const;

/** A handler that says its name, so that it can be told who ran. */
const named = (name: string): Handler => ({ execute: async () => [{ json: { ran: name } }] });
const handlers = {
	thing: { dial: named('dial'), hangUp: named('hangUp') },
	reply: { reply: named('reply') },
};
const shape = (row: IDataObject, choice: OutputChoice): IDataObject =>
	choice.mode === 'raw' ? row : { short: row.id, ...(choice.mode === 'fields' && { more: choice.fields }) };
const shapes = { call: { names: ['more'], shape } };
const handlerOf = registry(operations, handlers, shapes);

const server = useServer();

/** Runs an operation for one item and gives what comes out. */
async function run(resource: string, operation: string, parameters: IDataObject = {}) {
	const item = { resource, operation, id: 'a b', ...parameters };
	const ctx = createContext({ baseUrl: server.url, parameters: [item] });
	const [output = []] = await route(ctx, handlerOf);
	return output.map((found) => found.json);
}

const sent = () => server.requests.map(({ method, path }) => `${method} ${path}`);

describe('an operation that is one request', () => {
	it.each([
		['get', {}, [{ short: '1' }], 'GET /thing/a%20b'],
		['get', { output: 'raw', fields: ['more'] }, [{ id: '1' }], 'GET /thing/a%20b'],
		['get', { output: 'fields', fields: ['more'] }, [{ short: '1', more: ['more'] }], 'GET /thing/a%20b'],
		['get', { output: 'fields' }, [{ short: '1', more: [] }], 'GET /thing/a%20b'],
		['raw', { output: 'simple' }, [{ id: '1' }], 'GET /thing/a%20b'],
		['erase', {}, [{ deleted: true, id: 'a b' }], 'DELETE /thing/a%20b'],
	])('runs as it is generated: %s %j', async (operation, parameters, expected, request) => {
		server.answer(json({ id: '1' }));
		expect(await run('thing', operation, parameters)).toEqual(expected);
		expect(sent()).toEqual([request]);
	});

	it('needs no handlers for a resource that has no other ones', async () => {
		server.answer(json({ id: '1' }));
		expect(await run('plain', 'get')).toEqual([{ short: '1' }]);
	});
});

describe('an operation that lists', () => {
	it('gives the rows of a bare array, as many as asked for', async () => {
		server.answer(listAnswer(callsInGroups([1, 1, 1])));
		expect(await run('thing', 'getAll', { limit: 2 })).toEqual([
			{ short: 'call-2-0' },
			{ short: 'call-1-0' },
		]);
		expect(await run('thing', 'getAll', { returnAll: true, limit: 2 })).toHaveLength(3);
		expect(sent()).toEqual(['GET /thing', 'GET /thing']);
		expect(server.requests.map(({ query }) => query.get('limit'))).toEqual(['2', '1000']);
	});

	it('gives the rows of pages by number', async () => {
		server.answer(json({ results: [{ id: '1' }, { id: '2' }] }));
		expect(await run('thing', 'pages', { output: 'raw' })).toEqual([{ id: '1' }, { id: '2' }]);
		expect(server.requests[0]?.query.toString()).toBe('limit=50&page=1');
	});
});

describe('an operation that is more than a request', () => {
	it.each([
		['thing', 'dial'],
		['thing', 'hangUp'],
		['reply', 'reply'],
	])('is run by its own handler: %s, %s', async (resource, operation) => {
		expect(await run(resource, operation)).toEqual([{ ran: operation }]);
		expect(server.requests).toHaveLength(0);
	});

	// What tsc lets through is run here as well: without its handler, nothing may go out in its place.
	it.each<[string, string, () => Registry]>([
		[
			'thing',
			'dial',
			// @ts-expect-error nothing runs the composed operation
			() => registry(operations, { ...handlers, thing: { hangUp: named('hangUp') } }, shapes),
		],
		[
			'thing',
			'hangUp',
			// @ts-expect-error nothing runs the control operation
			() => registry(operations, { ...handlers, thing: { dial: named('dial') } }, shapes),
		],
		[
			'reply',
			'reply',
			// @ts-expect-error nothing runs the answer operation
			() => registry(operations, { ...handlers, reply: {} }, shapes),
		],
		[
			'reply',
			'reply',
			// @ts-expect-error nothing runs the operations of a resource
			() => registry(operations, { thing: handlers.thing }, shapes),
		],
	])('does not compile without its handler, and nothing is sent: %s, %s', async (resource, operation, make) => {
		expect(make()(resource, operation)).toBeUndefined();
	});
});

describe('an operation that is not there', () => {
	it.each([
		['thing', 'sing'],
		['song', 'get'],
		['plain', 'dial'],
	])('has nothing to run it: %s, %s', (resource, operation) => {
		expect(handlerOf(resource, operation)).toBeUndefined();
	});

	it.each<[string, string, () => Registry]>([
		[
			'thing',
			'sing',
			() =>
				// @ts-expect-error there is no such operation
				registry(operations, { ...handlers, thing: { ...handlers.thing, sing: named('sing') } }, shapes),
		],
		[
			'song',
			'sing',
			// @ts-expect-error there is no such resource
			() => registry(operations, { ...handlers, song: { sing: named('sing') } }, shapes),
		],
	])('does not compile with a handler: %s, %s', (resource, operation, make) => {
		expect(make()(resource, operation)).toBeUndefined();
	});

	it('does not compile with a handler for what runs by itself, and then runs by itself', async () => {
		const own = { dial: named('dial'), hangUp: named('hangUp'), get: named('get') };
		const more = registry(
			operations,
			// @ts-expect-error a request needs none
			{ reply: handlers.reply, thing: { dial: own.dial, hangUp: own.hangUp, get: own.get } },
			shapes,
		);
		server.answer(json({ id: '1' }));
		const item = { resource: 'thing', operation: 'get', id: '1' };
		const [output = []] = await route(createContext({ baseUrl: server.url, parameters: [item] }), more);
		expect(output[0]?.json).toEqual({ short: '1' });
	});
});
