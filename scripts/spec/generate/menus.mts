import type { INodeProperties } from 'n8n-workflow';
import type { Wording } from '../wording/types.mts';

/** A wording file that describes a resource of the node. */
export type Resource = Wording & { resource: string; name: string; description: string };

export const isResource = (wording: Wording): wording is Resource =>
	wording.resource !== undefined && Object.keys(wording.operations).length > 0;

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

/**
 * What is chosen before anybody chooses, the first of these that there is: what most people come for. n8n leaves a value out of saved workflows
 * while it is the default, so these may never change.
 */
const STANDARD = ['call', 'eval', 'create', 'sendMessage', 'toolCalls', 'upload', 'getAll'];

const standardOf = (options: Array<{ value: string }>): string => {
	const values = options.map(({ value }) => value);
	return STANDARD.find((value) => values.includes(value)) ?? values[0] ?? '';
};

/** The Operation parameter of a resource. */
export const operationParameter = (wording: Wording): INodeProperties => {
	const options = Object.entries(wording.operations)
		.map(([value, { name, action, description }]) => ({ name, value, description, action }))
		.sort(byName);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [wording.resource as string] } },
		options,
		default: standardOf(options),
	};
};

/** The Resource parameter of the node. */
export const resourceParameter = (wordings: Wording[]): INodeProperties => {
	const options = wordings
		.filter(isResource)
		.map(({ resource, name, description }) => ({ name, value: resource, description }))
		.sort(byName);
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options,
		default: standardOf(options),
	};
};
