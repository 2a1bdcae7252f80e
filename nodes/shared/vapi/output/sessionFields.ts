import type { OutputField } from './outputField';

/** What a session can be put out with under Selected Fields, sorted by name; the ID comes always. */
export const sessionFields: readonly OutputField[] = [
	{ field: 'assistantId', name: 'Assistant ID', from: ['assistantId'], simplified: true },
	{ field: 'cost', name: 'Cost', description: 'In US dollars', as: 'cost', from: ['cost', 'costs'] },
	{ field: 'createdAt', name: 'Created At', from: ['createdAt'], simplified: true },
	{ field: 'customerName', name: 'Customer Name', from: ['customer.name'] },
	{
		field: 'customerNumber',
		name: 'Customer Number',
		from: ['customer.number', 'customer.sipUri'],
		simplified: true,
	},
	{ field: 'name', name: 'Name', from: ['name'], simplified: true },
	{ field: 'phoneNumberId', name: 'Phone Number ID', from: ['phoneNumberId'] },
	{ field: 'squadId', name: 'Squad ID', from: ['squadId'], simplified: true },
	{
		field: 'status',
		name: 'Status',
		description: 'Active or completed',
		from: ['status'],
		simplified: true,
	},
	{
		field: 'transcript',
		name: 'Transcript',
		description: 'What was said and written, a line each',
		as: 'transcript',
		from: ['messages'],
		simplified: true,
	},
	{ field: 'updatedAt', name: 'Updated At', from: ['updatedAt'], simplified: true },
];
