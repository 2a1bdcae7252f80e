import { listOr, objectOr, type JsonObject } from '../types.mts';
import type { Store } from '../store.mts';
import { assistantOf, firstMessageOf, variablesOf } from './agent.mts';

const PER_MINUTE = { transport: 0.01, stt: 0.01, tts: 0.02, vapi: 0.05 };
const LLM = 0.004;

const round = (dollars: number) => Math.round(dollars * 10_000) / 10_000;

/** cost, costs and costBreakdown of a conversation of so many seconds. */
export function costsOf(seconds: number, assistant: JsonObject): JsonObject {
	const minutes = seconds / 60;
	const part = (rate: number) => round(rate * minutes);
	const transport = part(PER_MINUTE.transport);
	const stt = part(PER_MINUTE.stt);
	const tts = part(PER_MINUTE.tts);
	const vapi = part(PER_MINUTE.vapi);
	const llm = seconds > 0 ? LLM : 0;
	const total = round(transport + stt + tts + vapi + llm);
	const tokens = { promptTokens: 240, completionTokens: 60 };
	const { model, voice, transcriber } = assistant;
	return {
		cost: total,
		costs: [
			{ type: 'transport', provider: 'twilio', minutes, cost: transport },
			{ type: 'transcriber', transcriber: objectOr(transcriber), minutes, cost: stt },
			{ type: 'model', model: objectOr(model), ...tokens, cost: llm },
			{ type: 'voice', voice: objectOr(voice), characters: 310, cost: tts },
			{ type: 'vapi', subType: 'normal', minutes, cost: vapi },
		],
		costBreakdown: {
			transport,
			stt,
			llm,
			tts,
			vapi,
			total,
			llmPromptTokens: tokens.promptTokens,
			llmCompletionTokens: tokens.completionTokens,
			ttsCharacters: 310,
		},
	};
}

interface Line {
	role: 'assistant' | 'user';
	text: string;
}

/** What is said in a call. */
export function linesOf(call: JsonObject, store: Store): Line[] {
	const greeting = firstMessageOf(call, assistantOf(call, store));
	if (call.endedReason === 'voicemail') {
		return [{ role: 'user', text: 'Please leave a message after the tone.' }];
	}
	return [
		{ role: 'assistant', text: greeting },
		{ role: 'user', text: 'Yes, go ahead.' },
		{ role: 'assistant', text: 'Thank you. I have noted that down.' },
		{ role: 'user', text: 'Good, goodbye.' },
	];
}

/** transcript, messages and variables of a call in which `lines` were said. */
export function artifactOf(call: JsonObject, store: Store, lines: Line[]): JsonObject {
	const started = Date.parse(String(call.startedAt));
	const variables = variablesOf(call, assistantOf(call, store));
	return {
		transcript: lines
			.map(({ role, text }) => `${role === 'assistant' ? 'AI' : 'User'}: ${text}\n`)
			.join(''),
		messages: lines.map(({ role, text }, index) => ({
			role: role === 'assistant' ? 'bot' : 'user',
			message: text,
			time: started + index * 4000,
			endTime: started + index * 4000 + 3000,
			secondsFromStart: index * 4,
		})),
		messagesOpenAIFormatted: lines.map(({ role, text }) => ({ role, content: text })),
		variableValues: variables,
	};
}

/** A value that fits a JSON Schema, for structured outputs and tool arguments. */
export function sampleOf(schema: unknown): unknown {
	const { type, properties, items, enum: values, minimum } = objectOr(schema);
	if (Array.isArray(values)) return values[0];
	switch (type) {
		case 'object':
			return Object.fromEntries(
				Object.entries(objectOr(properties)).map(([name, part]) => [name, sampleOf(part)]),
			);
		case 'array':
			return [sampleOf(items)];
		case 'number':
		case 'integer':
			return typeof minimum === 'number' ? minimum : 4;
		case 'boolean':
			return true;
		default:
			return 'sample';
	}
}

/** Structured outputs of a call by their ID: those its plan names and those its assistant has. */
export function structuredOutputsOf(call: JsonObject, store: Store): JsonObject {
	const plan = objectOr(assistantOf(call, store).artifactPlan);
	const named = listOr(plan.structuredOutputIds);
	const wanted = [...store.structuredOutputs.values()].filter(
		({ id, assistantIds }) =>
			named.includes(id) || listOr(assistantIds).includes(call.assistantId),
	);
	const saved = wanted.map(({ id, name, schema }) => [id, { name, result: sampleOf(schema) }]);
	return Object.fromEntries(saved);
}
