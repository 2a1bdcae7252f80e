import type { IDataObject } from 'n8n-workflow';

import {
	MAX_DEPTH,
	asList,
	asNumber,
	asObject,
	asText,
	isObject,
	nestsDeeperThan,
	parsed,
} from '../../shared/base/values';

/** A tool call, whichever of the shapes it came in. */
export interface ToolCall {
	/** Undefined only in `function-call`, the message that tool calls have replaced. */
	toolCallId?: string;
	name?: string;
	/** An object; the text itself where a model wrote arguments that are not JSON. */
	arguments: IDataObject | string;
	/** Seconds that Vapi waits for the answer, where the tool's own server says so. */
	timeoutSeconds?: number;
}

/**
 * Arguments as an object, also where they come as JSON text (even text in text). What a model
 * wrote instead of JSON stays as it is, for the workflow to see.
 */
export function readArguments(value: unknown): IDataObject | string {
	if (typeof value !== 'string') return asObject(value);
	if (value.trim() === '') return {};
	const read = parsed(value);
	if (typeof read === 'string') return readArguments(read);
	return isObject(read) && !nestsDeeperThan(read, MAX_DEPTH) ? read : value;
}

/** One entry of any of the lists: the call itself, or the tool's definition with the call in it. */
function readEntry(entry: unknown): ToolCall {
	const outer = asObject(entry);
	const call = outer.toolCall === undefined ? outer : asObject(outer.toolCall);
	const inner = asObject(call.function);
	const definition = asObject(outer.function);
	return {
		toolCallId: asText(call.id) ?? asText(call.toolCallId),
		name: asText(inner.name) ?? asText(call.name) ?? asText(definition.name) ?? asText(outer.name),
		arguments: readArguments(
			inner.arguments ?? inner.parameters ?? call.arguments ?? call.parameters,
		),
		timeoutSeconds: asNumber(asObject(outer.server).timeoutSeconds),
	};
}

const isEmpty = (value: ToolCall['arguments']) => Object.keys(value).length === 0;

function merge(first: ToolCall, second: ToolCall): ToolCall {
	return {
		toolCallId: first.toolCallId,
		name: first.name ?? second.name,
		arguments: isEmpty(first.arguments) ? second.arguments : first.arguments,
		timeoutSeconds: first.timeoutSeconds ?? second.timeoutSeconds,
	};
}

/** These name the call of the model that they come from; it is not to be answered as a tool. */
const NO_TOOLS = ['handoff-destination-request', 'transfer-destination-request'];

/**
 * All tool calls of a message, each once, in Vapi's order. Vapi sends the same calls in several
 * lists (`toolCallList`, `toolCalls`, `toolWithToolCallList`); what one lacks, another fills in.
 * @returns at least one call for `function-call`, which has no list
 */
export function readToolCalls(message: IDataObject): ToolCall[] {
	if (NO_TOOLS.includes(String(message.type))) return [];
	const calls = new Map<string, ToolCall>();
	for (const list of ['toolCallList', 'toolCalls', 'toolWithToolCallList']) {
		asList(message[list]).forEach((entry, index) => {
			const call = readEntry(entry);
			const key = call.toolCallId ?? `#${index}`;
			const known = calls.get(key);
			calls.set(key, known === undefined ? call : merge(known, call));
		});
	}
	if (calls.size > 0) return [...calls.values()];
	return message.functionCall === undefined ? [] : [readEntry(message.functionCall)];
}
