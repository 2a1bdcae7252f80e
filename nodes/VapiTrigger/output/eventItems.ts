import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { needsAnswer } from '../../shared/vapi/events';
import { callIdOf, customerNumberOf } from './messageFields';
import { answerBy } from './answerBy';
import { simplifyMessage } from './simplifyMessage';
import { readToolCalls, type ToolCall } from './readToolCalls';

/** How the user wants a message put out. */
export interface OutputSettings {
	simplify: boolean;
	/** Adds the message as it came, beside the simplified fields. */
	includeMessage: boolean;
}

function toolCallFields(message: IDataObject, call: ToolCall, receivedAt: number): IDataObject {
	return {
		event: message.type,
		toolCallId: call.toolCallId ?? null,
		name: call.name ?? null,
		// n8n refuses the word `arguments` in expressions ("security concerns"), hence the second name.
		parameters: call.arguments,
		arguments: call.arguments,
		callId: callIdOf(message),
		customerNumber: customerNumberOf(message),
		answerBy: answerBy(message, receivedAt, call.timeoutSeconds),
	};
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
	const raw = !settings.simplify || settings.includeMessage ? { message } : {};
	const calls = readToolCalls(message);
	if (calls.length > 0) {
		return calls.map((call) => ({
			json: { ...toolCallFields(message, call, receivedAt), ...raw },
		}));
	}
	const due = needsAnswer(String(message.type)) ? { answerBy: answerBy(message, receivedAt) } : {};
	const fields = settings.simplify ? simplifyMessage(message) : {};
	return [{ json: { ...fields, ...due, ...raw } }];
}
