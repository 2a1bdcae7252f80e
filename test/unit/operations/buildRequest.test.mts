import type { NodeOperationError } from 'n8n-workflow';

import { buildRequest } from '../../../nodes/shared/engine/buildRequest.ts';
import type { GeneratedOperation } from '../../../nodes/shared/engine/rows.ts';
import { outcomeOf } from '../../../nodes/shared/api/requestOutcome.ts';
import { createContext } from '../transport/context.mts';

const ID = '123e4567-e89b-12d3-a456-426614174000';

const operation: GeneratedOperation = {
	resource: 'thing',
	operation: 'update',
	method: 'PATCH',
	path: '/thing/{id}/{part}',
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

it('leaves out what is empty, and sends null on purpose in the body only', () => {
	const { query, body } = build({ f: { name: null, size: '', since: null } });
	expect(query).toEqual({});
	expect(body).toEqual({ name: null });
});

it('has no body where no field goes there', () => {
	const fields = operation.fields.filter((field) => field.in !== 'body');
	const request = buildRequest(createContext({ parameters: [base] }), 0, { ...operation, fields });
	expect(request).not.toHaveProperty('body');
});

it.each<[string, object, string]>([
	['a required field', {}, "'Name' is empty"],
	['a path', { id: { mode: 'id', value: '' }, f: { name: 'n' } }, "'Thing' is empty"],
	['a path that is null', { part: null, f: { name: 'n' } }, "'Part' is empty"],
	['a value that does not fit', { f: { name: 'n', size: 'x' } }, `'Size' is "x"`],
	['a value like a network code', { f: { name: 'n', size: 'EPERM' } }, `'Size' is "EPERM"`],
])('stops the item before anything is sent: %s', (_name, parameters, message) => {
	let error: NodeOperationError | undefined;
	try {
		build(parameters, 1);
	} catch (caught) {
		error = caught as NodeOperationError;
	}
	expect(error?.message).toContain(message);
	expect(error?.description).toBeTruthy();
	expect(error?.context.itemIndex).toBe(1);
	expect(outcomeOf(error)).toBe('refused');
});
