import type { INodeProperties } from 'n8n-workflow';

import type { GeneratedOperation } from './operations/types';

export const get: GeneratedOperation = {
	resource: 'call',
	operation: 'get',
	method: 'GET',
	path: '/call/{id}',
	simplify: 'call',
	fields: [
		{
			parameter: 'callId',
			displayName: 'Call',
			in: 'path',
			path: ['id'],
			type: 'resourceId',
			required: true,
			format: 'uuid',
		},
	],
};

export const getAll: GeneratedOperation = {
	resource: 'call',
	operation: 'getAll',
	method: 'GET',
	path: '/call',
	paging: 'createdAt',
	simplify: 'call',
	fields: [
		{
			parameter: 'filters.createdAtLe',
			displayName: 'Created At or Before',
			in: 'query',
			path: ['createdAtLe'],
			type: 'dateTime',
		},
	],
};

const show = (...operation: string[]) => ({ show: { resource: ['call'], operation } });

/** All parameters of the node, in the order of the screen. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Call', value: 'call' }],
		default: 'call',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['call'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get call' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many calls' },
		],
		default: 'get',
	},
	{
		displayName: 'Call',
		name: 'callId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		displayOptions: show('get'),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchCalls', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string' },
		],
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: show('getAll'),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { resource: ['call'], operation: ['getAll'], returnAll: [false] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: show('get', 'getAll'),
	},
];
