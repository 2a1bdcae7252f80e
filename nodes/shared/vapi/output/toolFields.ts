import type { OutputField } from './outputField';

/** What a tool can be put out with under Selected Fields, sorted by name; the ID comes always. */
export const toolFields: readonly OutputField[] = [
	{ field: 'createdAt', name: 'Created At', from: ['createdAt'] },
	{
		field: 'description',
		name: 'Description',
		from: ['function.description', 'description'],
		simplified: true,
	},
	{ field: 'method', name: 'Method', from: ['method'] },
	{ field: 'name', name: 'Name', from: ['function.name', 'name'], simplified: true },
	{
		field: 'parameters',
		name: 'Parameters',
		description: 'What the model fills in, as a JSON Schema',
		as: 'object',
		from: ['function.parameters', 'body'],
		simplified: true,
	},
	{ field: 'type', name: 'Type', from: ['type'], simplified: true },
	{ field: 'updatedAt', name: 'Updated At', from: ['updatedAt'], simplified: true },
	{ field: 'webhookUrl', name: 'Webhook URL', from: ['server.url', 'url'], simplified: true },
];
