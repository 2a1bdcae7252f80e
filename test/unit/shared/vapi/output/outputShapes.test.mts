import type { IDataObject } from 'n8n-workflow';

import { assistantFields } from '../../../../../nodes/shared/vapi/output/assistantFields.ts';
import { chatFields } from '../../../../../nodes/shared/vapi/output/chatFields.ts';
import { outputShapes } from '../../../../../nodes/shared/vapi/output/outputShapes.ts';
import { sessionFields } from '../../../../../nodes/shared/vapi/output/sessionFields.ts';
import { toolFields } from '../../../../../nodes/shared/vapi/output/toolFields.ts';

const ASSISTANT = {
	id: 'a1',
	orgId: 'o1',
	name: 'Anna 🦷',
	createdAt: '2026-11-01T00:00:00.000Z',
	updatedAt: '2026-11-02T00:00:00.000Z',
	firstMessage: '',
	model: {
		provider: 'openai',
		model: 'gpt-4o',
		messages: [
			{ role: 'user', content: 'Not this one' },
			{ role: 'system', content: 'Be brief.' },
		],
		toolIds: ['t1'],
	},
	voice: { provider: 'vapi', voiceId: 'Elliot' },
	server: { url: 'https://example.com/hook', headers: { 'X-Vapi-Secret': 'hidden-one' } },
};

describe.each(Object.entries({ assistant: assistantFields, chat: chatFields, session: sessionFields, tool: toolFields }))('%s', (_, fields) => {
	it('offers each field once, sorted by name, the ID aside', () => {
		const names = fields.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
		expect(new Set(fields.map(({ field }) => field)).size).toBe(names.length);
		expect(fields.map(({ field }) => field)).not.toContain('id');
	});

	it('has ten fields under Simplified at most, the ID among them', () => {
		expect(fields.filter(({ simplified }) => simplified).length).toBeLessThanOrEqual(10);
	});
});

it('Simplified of an assistant leaves out what has no value, and every header', () => {
	expect(outputShapes.assistant.shape(ASSISTANT, { mode: 'simple', fields: [] })).toEqual({
		id: 'a1',
		name: 'Anna 🦷',
		systemPrompt: 'Be brief.',
		modelProvider: 'openai',
		model: 'gpt-4o',
		voiceProvider: 'vapi',
		voiceId: 'Elliot',
		toolIds: ['t1'],
		webhookUrl: 'https://example.com/hook',
		updatedAt: '2026-11-02T00:00:00.000Z',
	});
});

it.each([
	['no message of the role system', { messages: [{ role: 'user', content: 'Hi' }] }, null],
	['a text', { systemPrompt: 'As it was once' }, 'As it was once'],
	['parts', { messages: [{ role: 'system', content: [{ type: 'text', text: 'In parts' }] }] }, 'In parts'],
	['nothing', undefined, null],
])('the system prompt, from %s', (_, model, systemPrompt) => {
	const choice = { mode: 'fields', fields: ['systemPrompt'] } as const;
	expect(outputShapes.assistant.shape({ id: 'a1', model }, choice)).toEqual({ id: 'a1', systemPrompt });
});

it.each([
	[{ type: 'function', function: { name: 'look_up', parameters: { type: 'object' } }, server: { url: 'https://a.example' } }],
	[{ type: 'apiRequest', name: 'look_up', body: { type: 'object' }, url: 'https://a.example' }],
])('a tool has name, parameters and URL wherever its type has them, %j', (tool) => {
	expect(outputShapes.tool.shape({ id: 't1', ...tool }, { mode: 'simple', fields: [] })).toEqual({
		id: 't1',
		name: 'look_up',
		type: tool.type,
		parameters: { type: 'object' },
		webhookUrl: 'https://a.example',
	});
});

it('Raw is all that there is', () => {
	expect(outputShapes.assistant.shape(ASSISTANT, { mode: 'raw', fields: [] })).toEqual(ASSISTANT);
});

describe('the reply of a chat', () => {
	const replyOf = (output?: object[]) =>
		outputShapes.chat.shape({ id: 'c1', output } as IDataObject, { mode: 'fields', fields: ['reply'] })
			.reply;

	it.each<[string, object[] | undefined, string | null]>([
		['a text', [{ role: 'assistant', content: 'From nine.' }], 'From nine.'],
		['parts', [{ role: 'assistant', content: [{ type: 'text', text: 'From' }, { type: 'text', text: 'nine.' }] }], 'From nine.'],
		[
			'messages around a tool',
			[
				{ role: 'assistant', content: 'One moment.' },
				{ role: 'tool', content: '{"opens":9}', tool_call_id: 't1' },
				{ role: 'assistant', content: 'From nine.' },
			],
			'One moment.\nFrom nine.',
		],
		['a call of a tool alone', [{ role: 'assistant', tool_calls: [{ id: 't1' }] }], null],
		['nothing', undefined, null],
	])('is read from %s', (_, output, reply) => {
		expect(replyOf(output)).toBe(reply);
	});

	it('stands under Simplified, with the ID to go on from', () => {
		const chat = {
			...{ id: 'c1', orgId: 'o1', assistantId: 'a1', input: 'When?', cost: 0.01 },
			...{ output: [{ role: 'assistant', content: 'From nine.' }], createdAt: '2026-11-01T00:00:00.000Z' },
		};
		const simplified = outputShapes.chat.shape(chat, { mode: 'simple', fields: [] });
		expect(simplified).toEqual({
			...{ id: 'c1', assistantId: 'a1', message: 'When?', reply: 'From nine.', cost: 0.01 },
			createdAt: '2026-11-01T00:00:00.000Z',
		});
	});
});
