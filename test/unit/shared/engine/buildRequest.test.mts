import { asNodeError } from '../../../../nodes/shared/api/errorFactory.ts';
import { outcomeOf } from '../../../../nodes/shared/api/requestOutcome.ts';
import { buildRequest } from '../../../../nodes/shared/engine/buildRequest.ts';
import type { RequestOperation } from '../../../../nodes/shared/engine/rows.ts';
import { refusalOf } from '../../refusal.mts';
import { createContext } from '../api/context.mts';

const ID = '123e4567-e89b-12d3-a456-426614174000';

const operation: RequestOperation = {
	kind: 'request',
	resource: 'thing',
	operation: 'update',
	method: 'PATCH',
	path: '/thing/{id}/{part}',
	hasBody: true,
	fields: [
		{ parameter: 'id', displayName: 'Thing', in: 'path', path: ['id'], type: 'resourceId', format: 'uuid' },
		{ parameter: 'part', displayName: 'Part', in: 'path', path: ['part'], type: 'string' },
		{ parameter: 'f.since', displayName: 'Since', in: 'query', path: ['since'], type: 'dateTime' },
		{ parameter: 'f.name', displayName: 'Name', in: 'body', path: ['name'], type: 'string', required: true },
		{ parameter: 'f.size', displayName: 'Size', in: 'body', path: ['plan', 'tools:append', 'size'], type: 'number' },
		{ parameter: 'f.on', displayName: 'On', in: 'body', path: ['plan', 'on'], type: 'boolean' },
		{ parameter: 'f.own', displayName: 'Own', in: 'body', path: ['own'], type: 'string', custom: true },
	],
};

const base = { id: { __rl: true, mode: 'list', value: ID }, part: 'a/b?c' };
const build = (parameters: object, itemIndex = 0) =>
	buildRequest(
		createContext({ parameters: [{ ...base, ...parameters }, { ...base, ...parameters }] }),
		itemIndex,
		operation,
	);

it('puts each value into its place', () => {
	const f = { since: '2026-08-20', name: 'n', size: '5', on: false, own: 'x' };
	expect(build({ f })).toEqual({
		method: 'PATCH',
		path: `/thing/${ID}/a%2Fb%3Fc`,
		query: { since: '2026-08-20T00:00:00.000Z' },
		body: { name: 'n', plan: { 'tools:append': { size: 5 }, on: false } },
		itemIndex: 0,
	});
});

it('leaves out what is empty', () => {
	const { query, body } = build({ f: { name: 'n', on: null, size: '', since: null } });
	expect(query).toEqual({});
	expect(body).toEqual({ name: 'n' });
});

it('leaves out what tells the node something', () => {
	const fields = [
		...operation.fields,
		{ parameter: 'f.limit', displayName: 'Limit', in: 'node', path: [], type: 'integer', default: 50 },
	] as const;
	const ctx = createContext({ parameters: [{ ...base, f: { name: 'n', limit: 5 } }] });
	expect(buildRequest(ctx, 0, { ...operation, fields })).toMatchObject({
		query: {},
		body: { name: 'n' },
	});
});

it('has no body where no field goes there', () => {
	const fields = operation.fields.filter((field) => field.in !== 'body');
	const ctx = createContext({ parameters: [base] });
	const request = buildRequest(ctx, 0, { ...operation, hasBody: false, fields });
	expect(request).not.toHaveProperty('body');
});

it('has an empty body where Vapi wants one that no field fills', () => {
	const fields = operation.fields.filter((field) => field.in !== 'body');
	expect(buildRequest(createContext({ parameters: [base] }), 0, { ...operation, fields }).body).toEqual({});
});

it.each<[string, object, string]>([
	['a required field', {}, "'Name' is empty"],
	['a blank text', { f: { name: ' \n' } }, "'Name' is empty"],
	['a path', { id: { mode: 'id', value: '' }, f: { name: 'n' } }, "'Thing' is empty"],
	['a path that is null', { part: null, f: { name: 'n' } }, "'Part' is empty"],
	['a value that does not fit', { f: { name: 'n', size: 'x' } }, `'Size' is "x"`],
	['a value like a network code', { f: { name: 'n', size: 'EPERM' } }, `'Size' is "EPERM"`],
])('stops the item before anything is sent: %s', (_name, parameters, message) => {
	const refusal = refusalOf(() => build(parameters, 1));
	expect(refusal.message).toContain(message);
	expect(refusal.wayOut).toBeTruthy();
	expect(outcomeOf(refusal)).toBe('notSent');
	const error = asNodeError(createContext({}), refusal, 1);
	expect(error.message).toContain(message);
	expect(error.description).toBeTruthy();
	expect(error.context.itemIndex).toBe(1);
	expect(outcomeOf(error)).toBe('notSent');
});

describe('a header of an operation', () => {
	const fields = [
		...operation.fields,
		{ parameter: 'f.trace', displayName: 'Trace', in: 'header', path: ['X-Trace'], type: 'string' },
	] as const;
	const send = (trace: unknown) =>
		buildRequest(createContext({ parameters: [{ ...base, f: { name: 'n', trace } }] }), 0, { ...operation, fields });

	it('is a header, and none where nothing is filled in', () => {
		expect(send('a b~1')).toMatchObject({ headers: { 'X-Trace': 'a b~1' }, query: {}, body: { name: 'n' } });
		for (const nothing of ['', null]) expect(send(nothing)).not.toHaveProperty('headers');
	});

	it.each(['a\nhost: x', 'a\r\nb', 'é', '✓', '\u0000'])('is refused before it is sent where it cannot be one: %j', (trace) => {
		expect(refusalOf(() => send(trace)).message).toMatch(/^'Trace' is sent as a header/);
	});
});
