import type { IDataObject } from 'n8n-workflow';
import { buildRequest } from '../../../../nodes/shared/engine/buildRequest.ts';
import type { RequestOperation } from '../../../../nodes/shared/engine/rows.ts';
import { refusalOf } from '../../refusal.mts';
import { createContext } from '../api/context.mts';

/** An operation whose body has one of two shapes, as the generator writes it. */
const operation: RequestOperation = {
	kind: 'request',
	resource: 'thing',
	operation: 'create',
	method: 'POST',
	path: '/thing',
	hasBody: true,
	fields: [
		{ parameter: 'type', displayName: 'Type', in: 'body', path: ['type'], type: 'options', values: ['ball', 'cube'] },
		{ parameter: 'name', displayName: 'Name', in: 'body', path: ['name'], type: 'string' },
		{
			parameter: 'radius',
			displayName: 'Radius',
			in: 'body',
			path: ['size', 'radius'],
			type: 'number',
			required: true,
			branch: { parameter: 'type', values: ['ball'] },
		},
		{
			parameter: 'f.side',
			displayName: 'Side',
			in: 'body',
			path: ['size', 'side'],
			type: 'number',
			branch: { parameter: 'type', values: ['cube'] },
		},
		{ parameter: 'f.json', displayName: 'Thing (JSON)', in: 'body', path: [], type: 'json' },
		{ parameter: 'f.note', displayName: 'Note', in: 'body', path: ['note'], type: 'string' },
	],
};

const bodyOf = (parameters: IDataObject) =>
	buildRequest(createContext({ parameters: [parameters] }), 0, operation).body;

describe('a body that has one of several shapes', () => {
	it('has the fields of the chosen shape, and nothing that is left over of another one', () => {
		const filled = { name: 'n', radius: 2, f: { side: 3 } };
		expect(bodyOf({ type: 'ball', ...filled })).toEqual({ type: 'ball', name: 'n', size: { radius: 2 } });
		expect(bodyOf({ type: 'cube', ...filled })).toEqual({ type: 'cube', name: 'n', size: { side: 3 } });
		expect(bodyOf({ type: ' cube ', ...filled })).toEqual({ type: 'cube', name: 'n', size: { side: 3 } });
	});

	it('does not mind what is left over, be it nothing that could be sent', () => {
		expect(bodyOf({ type: 'cube', radius: 'large' })).toEqual({ type: 'cube' });
	});

	it('wants what is required of the chosen shape alone', () => {
		expect(refusalOf(() => bodyOf({ type: 'ball' })).message).toBe("'Radius' is empty");
		expect(bodyOf({ type: 'cube' })).toEqual({ type: 'cube' });
	});

	it.each(['cone', 'Ball', 'ball,cube'])('is refused where an expression gives no shape: %s', (type) => {
		const refusal = refusalOf(() => bodyOf({ type, radius: 1 }));
		expect(refusal.message).toBe(`'Type' is "${type}", which is none of its options`);
		expect(refusal.wayOut).toBe('Use one of ball, cube');
	});
});

describe('JSON that carries what the form lacks', () => {
	it('is laid over the body last, key by key', () => {
		const json = '{"size": {"unit": "cm", "side": 4}, "note": null, "more": [1]}';
		expect(bodyOf({ type: 'cube', name: 'n', f: { json, side: 3, note: 'x' } })).toEqual({
			type: 'cube',
			name: 'n',
			size: { side: 4, unit: 'cm' },
			note: null,
			more: [1],
		});
	});

	it('takes null inside to Vapi', () => {
		expect(bodyOf({ type: 'cube', f: { json: { server: null, plan: { voice: null } } } })).toEqual({
			type: 'cube',
			server: null,
			plan: { voice: null },
		});
	});

	it.each(['{}', '', null, undefined])('changes nothing while it holds %j', (json) => {
		expect(bodyOf({ type: 'cube', f: { json } })).toEqual({ type: 'cube' });
	});

	it('is refused where it is a list', () => {
		expect(refusalOf(() => bodyOf({ type: 'cube', f: { json: '[]' } })).message).toBe(
			`'Thing (JSON)' is "[]", which is not a JSON object`,
		);
	});
});
