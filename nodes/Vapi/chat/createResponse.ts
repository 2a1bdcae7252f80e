import type { IDataObject } from 'n8n-workflow';

import type { VapiRequest } from '../../shared/api/exchange';
import { vapiRequest } from '../../shared/api/request';
import type { OperationHandler } from '../../shared/engine/handler';
import { itemReader, placed, setRows } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/chat/createResponse';

/** The field for each kind of agent, by the value of 'Agent'. */
const AGENTS: Record<string, string> = {
	assistant: 'assistantId',
	squad: 'squadId',
	session: 'sessionId',
	previousChat: 'previousChatId',
};

/** Chat: Create Response. The answer in OpenAI's format comes out as it is, in one piece. */
export const createResponse: OperationHandler<VapiRequest> = {
	async prepare(ctx, itemIndex) {
		const chosen = AGENTS[String(itemReader(ctx, itemIndex, operation).value('agent'))];
		// The form keeps what was filled in for another agent.
		const left = Object.values(AGENTS).filter((parameter) => parameter !== chosen);
		const rows = operation.fields.filter(({ parameter }) => !left.includes(parameter));
		const { body } = placed(setRows(ctx, itemIndex, rows));
		// Unlike a chat, this is streamed where nothing is said of it.
		return { method: 'POST', path: '/chat/responses', body: { ...body, stream: false }, itemIndex };
	},
	async execute(ctx, _itemIndex, request) {
		return [{ json: (await vapiRequest(ctx, request)) as IDataObject }];
	},
};
