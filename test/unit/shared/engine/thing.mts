import type { ComposedOperation } from '../../../../nodes/shared/engine/rows.ts';
import { createContext } from '../api/context.mts';

export const ID = '123e4567-e89b-12d3-a456-426614174000';

/** An operation with a row of every kind, as the generator writes it. */
export const operation = {
	kind: 'composed',
	resource: 'thing',
	operation: 'do',
	requests: ['GET /thing/{id}', 'POST /thing'],
	fields: [
		{ parameter: 'id', displayName: 'Thing', in: 'path', path: ['id'], type: 'resourceId', format: 'uuid' },
		{ parameter: 'f.since', displayName: 'Since', in: 'query', path: ['since'], type: 'dateTime' },
		{ parameter: 'name', displayName: 'Name', in: 'body', path: ['name'], type: 'string', required: true },
		{ parameter: 'f.note', displayName: 'Note', in: 'body', path: ['plan', 'note'], type: 'string', maxLength: 5 },
		{ parameter: 'f.rows', displayName: 'Rows', in: 'body', path: ['rows'], type: 'jsonList' },
		{ parameter: 'settings', displayName: 'Settings', in: 'body', path: ['settings'], type: 'json' },
		{ parameter: 'f.own', displayName: 'Own', in: 'body', path: ['own'], type: 'string', custom: true },
		{ parameter: 'limit', displayName: 'Limit', in: 'node', path: [], type: 'integer', minimum: 1, default: 50 },
		{ parameter: 'hours', displayName: 'Hours', in: 'node', path: [], type: 'number', default: 24 },
		{ parameter: 'whole', displayName: 'Whole', in: 'node', path: [], type: 'boolean', default: true },
		{ parameter: 'mode', displayName: 'Mode', in: 'node', path: [], type: 'options', default: 'fast' },
		{ parameter: 'field', displayName: 'Field', in: 'node', path: [], type: 'string', required: true, default: 'data' },
		{ parameter: 'label', displayName: 'Label', in: 'node', path: [], type: 'string' },
	],
} as const satisfies ComposedOperation;

/** What has to be given for an item. */
export const whole = { id: { __rl: true, mode: 'list', value: ID }, name: 'n' };

/** A context whose second item has these parameters. */
export const contextOf = (parameters: object) =>
	createContext({ parameters: [{}, { ...whole, ...parameters }], timeZone: 'Europe/Berlin' });
