import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { needsAnswer } from '../../shared/vapi/events';
import type { OutputChoice } from '../../shared/vapi/output/outputChoice';
import { answerBy } from './answerBy';
import { eventOutput } from './eventOutput';
import { readToolCalls, type ToolCall } from './readToolCalls';

/** How the user wants a message put out. */
export interface OutputSettings extends OutputChoice {
	/** Adds the message as it came, beside the fields. */
	includeMessage: boolean;
}

/** What there is of every tool call, whatever Output says: an answer needs it. */
function toolCallFields(message: IDataObject, call: ToolCall, receivedAt: number): IDataObject {
	return {
		toolCallId: call.toolCallId ?? null,
		name: call.name ?? null,
		// n8n refuses the word `arguments` in expressions ("security concerns"), hence the second name.
		parameters: call.arguments,
		arguments: call.arguments,
		answerBy: answerBy(message, receivedAt, call.timeoutSeconds),
	};
}

/** The fields beside those of a tool call, which is not put out with the time of its message. */
function besideToolCall(message: IDataObject, settings: OutputSettings): IDataObject {
	const simple = { mode: 'fields', fields: ['customerNumber'] } as const;
	return eventOutput(message, settings.mode === 'fields' ? settings : simple);
}

/**
 * Turns a message into the trigger's items: one a tool call, else one.
 * @param receivedAt milliseconds since 1970
 */
export function itemsFor(
	message: IDataObject,
	settings: OutputSettings,
	receivedAt: number,
): INodeExecutionData[] {
	const raw = settings.mode === 'raw' || settings.includeMessage ? { message } : {};
	const calls = readToolCalls(message);
	if (calls.length > 0) {
		const beside = besideToolCall(message, settings);
		return calls.map((call) => ({
			json: { ...beside, ...toolCallFields(message, call, receivedAt), ...raw },
		}));
	}
	const due = needsAnswer(String(message.type)) ? { answerBy: answerBy(message, receivedAt) } : {};
	return [{ json: { ...eventOutput(message, settings), ...due, ...raw } }];
}
