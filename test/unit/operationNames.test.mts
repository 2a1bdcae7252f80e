import { readFileSync } from 'node:fs';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { properties as vapi } from '../../nodes/shared/generated/Vapi.ts';
import { properties as evaluation } from '../../nodes/shared/generated/VapiEvaluation.ts';

const properties = [...vapi, ...evaluation];
const README = readFileSync('README.md', 'utf8');

/** The operations of a resource as the screen has them. */
const operationsOf = (resource: string): INodePropertyOptions[] =>
	properties.flatMap(({ name, displayOptions, options }: INodeProperties) =>
		name === 'operation' && displayOptions?.show?.resource?.includes(resource)
			? (options as INodePropertyOptions[])
			: [],
	);
const resources = properties.flatMap(({ name, options = [] }) =>
	name === 'resource' ? (options as INodePropertyOptions[]).map(({ value }) => String(value)) : [],
);
const all = resources.flatMap(operationsOf);

it('the README calls each operation on calls as the screen does', () => {
	const [, table = ''] = /\| operation \| what it does \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(README) ?? [];
	const named = table.split('\n').flatMap((row) => (row.split('|')[1] ?? '').split(',').map((name) => name.trim()));
	expect(named.filter(Boolean).sort()).toEqual(operationsOf('call').map(({ name }) => name).sort());
});

it('an operation gives the node a name of its own on the canvas that is read at a glance', () => {
	const actions = all.map(({ action = '' }) => action);
	expect(actions.length).toBeGreaterThan(15);
	expect(new Set(actions).size).toBe(actions.length);
	expect(actions.filter((action) => action.length > 42)).toEqual([]);
});

it.each([
	['call', 'create', 'Create phone call'],
	['call', 'createAndWait', 'Create phone call and wait for result'],
	['call', 'control', 'Mute or unmute call'],
	['webhookResponse', 'transferDestination', 'Answer transfer request'],
	['call', 'update', 'Update call'],
	['assistant', 'upsert', 'Create or update assistant'],
])('%s, %s is called %s there', (resource, operation, name) => {
	expect(operationsOf(resource).find(({ value }) => value === operation)?.action).toBe(name);
});
