import type { IDataObject, INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../../sandbox/types.mts';
import type { ParameterRow } from '../../nodes/shared/engine/rows.ts';
import { byId, runVapi, useSandbox } from '../engine/support.mts';
import { violationsOf } from './contract.mts';
import { type Choices, FORMS, type Leaf, isShown, leavesOf, nested, operations } from './form.mts';
import { essence, sentBySdk } from './sdkRequests.mts';
import { SOME_ID, fieldSample } from './samples.mts';

const sandbox = useSandbox();

interface Plain {
	kind: string;
	contentType?: string;
	method: string;
	path: string;
	fields: readonly ParameterRow[];
}

/** Resources whose requests are put together by code of their own have tests of their own, too. */
const OWN = ['call', 'webhookResponse'];

const plain = Object.entries(operations as unknown as Record<string, Record<string, Plain>>)
	.filter(([resource]) => !OWN.includes(resource))
	.flatMap(([resource, all]) =>
		Object.entries(all)
			.filter(([, { kind }]) => kind === 'request')
			.map(([name, operation]) => ({ resource, name, operation })),
	);

/** Each way in which the switches of a form can stand: what other fields are shown by. */
function choicesOf(leaves: Leaf[], resource: string, name: string): Choices[] {
	const switches = new Set(
		leaves.flatMap(({ show }) => Object.keys(show)).filter((key) => !['resource', 'operation'].includes(key)),
	);
	return [...switches].reduce<Choices[]>(
		(all, key) => all.flatMap((each) => valuesOf(resource, name, key).map((value) => ({ ...each, [key]: value }))),
		[{}],
	);
}

function valuesOf(resource: string, name: string, key: string): unknown[] {
	const [property] = Object.values(FORMS)
		.flatMap(({ properties }) => properties)
		.filter(({ name: own, displayOptions: { show } = {} }) => {
			return own === key && show?.resource?.includes(resource) && show.operation?.includes(name);
		});
	return ((property?.options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
}

/** What a field takes: in the form, and in the request. */
function valueOf({ row, property }: Leaf, { method, path, contentType }: Plain, choices: Choices): { form: unknown; sent: unknown } {
	if (row.parameter in choices) return { form: choices[row.parameter], sent: choices[row.parameter] };
	if (row.type === 'binary') return { form: 'data', sent: expect.objectContaining({ fileName: 'x.txt', bytes: 1 }) };
	// A form has texts only.
	if (row.type === 'json' && contentType !== undefined) return { form: '{"a":1}', sent: '{"a":1}' };
	if (row.type === 'resourceId') return { form: byId(SOME_ID), sent: SOME_ID };
	if (row.format === 'uuid' && row.type === 'string') return { form: SOME_ID, sent: SOME_ID };
	// A query has texts only.
	if (row.type === 'boolean') return { form: true, sent: true };
	if (row.type === 'multiOptions') {
		const [first] = (property.options ?? []) as INodePropertyOptions[];
		const list = [first?.value ?? SOME_ID];
		return { form: list, sent: list };
	}
	if (row.type === 'keyValue') {
		return { form: { values: [{ name: 'Accept', value: 'all' }] }, sent: { Accept: 'all' } };
	}
	const sample = fieldSample(`${method} ${path}`, row.path.join('.'));
	return { form: row.type.startsWith('json') ? JSON.stringify(sample) : sample, sent: sample };
}

const at = (value: unknown, path: readonly string[]): unknown =>
	path.reduce<unknown>((inner, key) => (inner as IDataObject | undefined)?.[key], value);

/** JSON is laid over what fields of their own have put into its place. */
const within = (sent: unknown): unknown =>
	isObject(sent) && !('asymmetricMatch' in sent) ? expect.objectContaining(sent) : sent;

const typeOf = (resource: string) =>
	Object.entries(FORMS).find(([, form]) => resource in form.operations)?.[0];

/** An item with a file. */
const ITEM = {
	json: {},
	binary: { data: { data: 'eA==', mimeType: 'text/plain', fileName: 'x.txt' } },
};

/** Sends what a form holds, and gives the request. */
async function sent(resource: string, operation: string, values: Record<string, unknown>) {
	const parameters = { resource, operation, ...nested(values) } as INodeParameters;
	const before = sandbox().requests.length;
	const { error } = await runVapi(sandbox(), parameters, { node: { type: typeOf(resource) }, items: [ITEM] });
	const requests = sandbox().requests.slice(before);
	// Whose ID it is matters to nobody here: what the node refuses by itself is never sent.
	expect(requests.length === 0 ? error?.message : undefined).toBeUndefined();
	expect(requests).toHaveLength(1);
	return requests[0] as (typeof requests)[number];
}

describe.each(plain)('$resource:$name', ({ resource, name, operation }) => {
	const leaves = leavesOf(resource, name);
	const ways = choicesOf(leaves, resource, name);
	const { method, path, contentType } = operation;
	const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

	it.each(ways)('sends a request that fits with the least that it needs, %j', async (choices) => {
		const required = leaves.filter((leaf) => leaf.row.required && isShown(leaf, choices));
		const values = required.map((leaf) => [leaf.row.parameter, valueOf(leaf, operation, choices).form]);
		const request = await sent(resource, name, { ...choices, ...Object.fromEntries(values) });
		expect(request).toMatchObject({ method, path: expect.stringMatching(pattern) as string });
		expect(violationsOf(request)).toEqual([]);
	});

	it.each(ways)('sends everything that the form holds, each field in its place, %j', async (choices) => {
		// What is laid over the body, and what empties fields, has no place of its own (rows.test.mts).
		const shown = leaves.filter((leaf) => isShown(leaf, choices) && leaf.row.path.length > 0);
		const values = shown.map((leaf) => ({ leaf, value: valueOf(leaf, operation, choices) }));
		const form = values.map(({ leaf, value }) => [leaf.row.parameter, value.form]);
		const request = await sent(resource, name, { ...choices, ...Object.fromEntries(form) });
		expect(violationsOf(request)).toEqual([]);
		// A form is written in parts, with a boundary of each client's own.
		if (contentType === undefined) {
			const theirs = await sentBySdk(sandbox(), path, request);
			expect(theirs && essence(theirs)).toEqual(essence(request));
		}
		const query = Object.fromEntries(new URLSearchParams(request.query));
		for (const { leaf, value } of values) {
			const { row } = leaf;
			if (row.in === 'path') expect(request.path.split('/')).toContain(String(value.sent));
			else if (row.in === 'query') expect(query[row.path[0] ?? '']).toBe(String(value.sent));
			else if (row.in === 'header') expect(request.headers[row.path[0] ?? '']).toBe(String(value.sent));
			else expect([row.parameter, at(request.body, row.path)]).toEqual([row.parameter, within(value.sent)]);
		}
	});
});
