import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import { entity } from '../seed.mts';
import { type Entity, type JsonObject, listOr } from '../types.mts';
import { found, pageOf } from './lists.mts';
import { pickFrom, plainRoutes } from './plain.mts';

const CHATS = '/chat';
const SESSIONS = '/session';

/** What a chat costs, in US dollars. */
const COST = 0.005;

const messagesOf = (input: unknown): unknown[] =>
	typeof input === 'string' ? [{ role: 'user', content: input }] : listOr(input);

/** The agent's words: what was said last, said again. */
function replyTo(messages: unknown[]): JsonObject {
	const { content } = (messages.at(-1) ?? {}) as JsonObject;
	return { role: 'assistant', content: `You wrote: ${String(content)}` };
}

/** Chats, each with the reply of the agent, and the sessions that they go on in. */
export function chatRoutes(core: Core): Routes {
	const { store } = core;
	const [chats, sessions] = [() => store.shelf(CHATS), () => store.shelf(SESSIONS)];

	/** Who answers, and what was written before. */
	const contextOf = ({ assistantId, squadId, sessionId, previousChatId }: JsonObject) => {
		if (sessionId !== undefined && previousChatId !== undefined) {
			throw new Refusal(400, 'sessionId and previousChatId cannot be used together');
		}
		if (assistantId !== undefined) pickFrom(store.assistants, 'assistant', String(assistantId));
		if (squadId !== undefined) pickFrom(store.squads, 'squad', String(squadId));
		const session = sessionId === undefined ? undefined : pickFrom(sessions(), 'session', String(sessionId));
		const before = previousChatId === undefined ? undefined : pickFrom(chats(), 'chat', String(previousChatId));
		if (session?.status === 'completed') throw new Refusal(400, 'Session is completed');
		const source: JsonObject = session ?? before ?? {};
		const agent = { assistantId: source.assistantId, squadId: source.squadId };
		return { session, agent, messages: [...listOr(source.messages), ...listOr(before?.output)] };
	};

	const write = ({ body }: RouteRequest): Entity => {
		const { session, agent, messages: earlier } = contextOf(body);
		const messages = [...earlier, ...messagesOf(body.input)];
		const output = [replyTo(messages)];
		const now = core.clock.iso();
		const chat = entity({
			...{ ...agent, ...body, id: randomUUID(), createdAt: now, updatedAt: now, messages, output },
			...{ costs: [{ type: 'chat', cost: COST }], cost: COST },
		});
		chats().set(chat.id, chat);
		if (session) Object.assign(session, { messages: [...messages, ...output], updatedAt: now });
		return chat;
	};

	const asResponse = ({ id, createdAt, output }: Entity): JsonObject => ({
		...{ id, object: 'response', created_at: Date.parse(createdAt) / 1000, status: 'completed', error: null },
		output: listOr(output).map((message) => ({
			...{ id: `msg_${id}`, type: 'message', role: 'assistant', status: 'completed' },
			content: [{ type: 'output_text', text: (message as JsonObject).content, annotations: [] }],
		})),
	});

	const list = (path: string, fields: string[]) => ({ query }: RouteRequest) => ({
		status: 200,
		body: pageOf(found(store.shelf(path).values(), query, fields), query),
	});
	const opened = plainRoutes(core, SESSIONS, 'page')[`POST ${SESSIONS}`] as NonNullable<Routes[string]>;
	return {
		...plainRoutes(core, CHATS, 'page'),
		...plainRoutes(core, SESSIONS, 'page'),
		[`GET ${CHATS}`]: list(CHATS, ['id', 'assistantId', 'squadId', 'sessionId', 'previousChatId']),
		[`POST ${CHATS}`]: (request) => ({ status: 201, body: write(request) }),
		[`POST ${CHATS}/responses`]: (request) => ({ status: 201, body: asResponse(write(request)) }),
		[`GET ${SESSIONS}`]: list(SESSIONS, ['id', 'name', 'assistantId', 'squadId', 'phoneNumberId']),
		[`POST ${SESSIONS}`]: async (request) =>
			await opened({ ...request, body: { status: 'active', expirationSeconds: 86_400, ...request.body } }),
	};
}
