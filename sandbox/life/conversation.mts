import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import { objectOr, type Entity } from '../types.mts';
import { assistantOf, functionToolsOf } from './agent.mts';
import { linesOf, sampleOf } from './ending.mts';

/** What the server hears while people talk: messages, and a call of each function tool. */
export async function converse(core: Core, call: Entity): Promise<void> {
	const { webhooks } = core;
	const assistant = assistantOf(call, core.store);
	const messages = linesOf(call, core.store).map(({ role, text }) => ({ role, content: text }));
	webhooks.notify(call, 'assistant.started', { newAssistant: assistant });
	for (const status of ['started', 'stopped']) {
		webhooks.notify(call, 'speech-update', { status, role: 'assistant', turn: 0 });
	}
	for (const { role, content } of messages) {
		webhooks.notify(call, 'transcript', {
			role,
			transcriptType: 'final',
			transcript: content,
		});
	}
	webhooks.notify(call, 'conversation-update', {
		messages,
		messagesOpenAIFormatted: messages,
		conversation: messages,
	});
	const tools = functionToolsOf(assistant, core.store);
	if (!tools.length) return;
	const calls = tools.map((tool) => {
		const { name, parameters } = objectOr(tool.function);
		const values = objectOr(sampleOf(parameters));
		const id = `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
		return { id, name: String(name), arguments: values, tool };
	});
	await webhooks.toolCalls(call, calls);
}
