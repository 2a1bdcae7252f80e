import type { IDataObject } from 'n8n-workflow';

import { asList, asObject, asText } from '../../base/values';
import type { FoundValue } from './found';

/** One thing that somebody said. */
export interface Utterance {
	role: 'assistant' | 'user';
	text: string;
}

const ROLES: Partial<Record<string, Utterance['role']>> = {
	assistant: 'assistant',
	bot: 'assistant',
	user: 'user',
};

/** Text of one message, which may come in parts. */
function textOf({ content, message }: IDataObject): string | undefined {
	const text = asText(content) ?? asText(message);
	if (text !== undefined) return text;
	const parts = asList(content).flatMap((part) => asText(asObject(part).text) ?? []);
	return parts.length > 0 ? parts.join(' ') : undefined;
}

/** What was said, by either spelling of messages; system messages and tool results aside. */
function spokenIn(list: unknown): Utterance[] {
	return asList(list).flatMap((entry) => {
		const message = asObject(entry);
		const role = Object.hasOwn(ROLES, String(message.role)) ? ROLES[String(message.role)] : undefined;
		const text = textOf(message);
		return role === undefined || text === undefined ? [] : [{ role, text }];
	});
}

/** What was said, by the first list in which anybody says anything. */
export function spoken(found: FoundValue[]): Utterance[] {
	return found.map(({ value }) => spokenIn(value)).find((list) => list.length > 0) ?? [];
}

const SPEAKERS = { assistant: 'AI', user: 'User' };

/** A transcript as Vapi writes them, a line for each thing said; undefined where nothing was. */
export function transcriptOf(found: FoundValue[]): string | undefined {
	const lines = spoken(found).map(({ role, text }) => `${SPEAKERS[role]}: ${text}`);
	return lines.length > 0 ? lines.join('\n') : undefined;
}

/** Text of a chat's input or output: a text itself, or the contents of its messages. */
export function chatText(value: unknown): string | undefined {
	if (typeof value === 'string') return asText(value);
	const texts = asList(value).flatMap((entry) => textOf(asObject(entry)) ?? []);
	return texts.length > 0 ? texts.join('\n') : undefined;
}

/** What the agent answered, by the first list in which it says anything: what its tools gave is no answer. */
export function repliesIn(found: FoundValue[]): string | undefined {
	const texts = spoken(found).flatMap(({ role, text }) => (role === 'assistant' ? [text] : []));
	return texts.length > 0 ? texts.join('\n') : undefined;
}

/** What a model is told before anybody speaks: its first message of the role system, or a text. */
export function systemPromptIn(value: unknown): string | undefined {
	if (typeof value === 'string') return asText(value);
	const system = asList(value).map(asObject).find(({ role }) => role === 'system');
	return system && textOf(system);
}
