import type { OutputField } from './outputField';

/** What a chat can be put out with under Selected Fields, sorted by name; the ID, to go on from, comes always. */
export const chatFields: readonly OutputField[] = [
	{ field: 'assistantId', name: 'Assistant ID', from: ['assistantId'], simplified: true },
	{ field: 'cost', name: 'Cost', description: 'In US dollars', as: 'cost', from: ['cost', 'costs'], simplified: true },
	{ field: 'createdAt', name: 'Created At', from: ['createdAt'], simplified: true },
	{
		field: 'message',
		name: 'Message',
		description: 'What was said to the agent, as text',
		as: 'said',
		from: ['input'],
		simplified: true,
	},
	{ field: 'name', name: 'Name', from: ['name'], simplified: true },
	{ field: 'previousChatId', name: 'Previous Chat ID', from: ['previousChatId'] },
	{
		field: 'reply',
		name: 'Reply',
		description: 'What the agent answered, as text',
		as: 'reply',
		from: ['output'],
		simplified: true,
	},
	{ field: 'sessionId', name: 'Session ID', from: ['sessionId'], simplified: true },
	{ field: 'squadId', name: 'Squad ID', from: ['squadId'], simplified: true },
	{
		field: 'transcript',
		name: 'Transcript',
		description: 'What was written before, and the message and its reply, a line each',
		as: 'transcript',
		from: ['messages'],
	},
	{ field: 'updatedAt', name: 'Updated At', from: ['updatedAt'] },
];
