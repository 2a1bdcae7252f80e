import { asList, asNumber, asObject, asText, isObject } from '../../base/values';
import type { Question } from './question';

/** What is wrong with an answer that a workflow wrote itself. */
export interface AnswerFault {
	/** Goes on from "The answer": `has no 'results'`. */
	text: string;
	/** Whether there is nothing in it that Vapi could use. */
	isUseless: boolean;
}

type Check = (answer: Record<string, unknown>, question: Question) => AnswerFault | undefined;

const useless = (text: string): AnswerFault => ({ text, isUseless: true });
const dubious = (text: string): AnswerFault => ({ text, isUseless: false });
const isError = ({ error }: Record<string, unknown>) => asText(error) !== undefined;

const AGENTS = ['assistantId', 'assistant', 'squadId', 'squad', 'workflowId', 'workflow'];

const toolCalls: Check = (answer, { calls }) => {
	if (isError(answer)) return undefined;
	if (!Array.isArray(answer.results)) return useless("has neither 'results', a list, nor 'error', a text");
	const entries = answer.results.map(asObject);
	for (const { toolCallId } of calls) {
		const entry = entries.find((candidate) => candidate.toolCallId === toolCallId);
		if (entry === undefined) return dubious(`has no entry for the tool call ${toolCallId}`);
		const text = entry.result ?? entry.error;
		if (typeof text !== 'string') return dubious(`has no text as result or error of ${toolCallId}`);
		if (/[\r\n]/.test(text)) return dubious(`has more than one line for ${toolCallId}`);
	}
	return undefined;
};

const functionCall: Check = (answer) =>
	isError(answer) || answer.result !== undefined ? undefined : useless("has no 'result'");

const destination: Check = (answer) => {
	if (isError(answer)) return undefined;
	const { type } = asObject(answer.destination);
	return type === undefined ? useless("has neither a 'destination' with a 'type' nor 'error'") : undefined;
};

const assistant: Check = (answer) => {
	const isAnswered = [...AGENTS, 'destination', 'error'].some((key) => answer[key] !== undefined);
	return isAnswered ? undefined : useless('names no assistant, no squad, no destination and no error');
};

const knowledge: Check = (answer) => {
	if (answer.message !== undefined) return undefined;
	if (!Array.isArray(answer.documents)) return useless("has no 'documents', a list");
	const isWhole = (entry: unknown) =>
		typeof asObject(entry).content === 'string' && asNumber(asObject(entry).similarity) !== undefined;
	return asList(answer.documents).every(isWhole)
		? undefined
		: dubious("has a document without 'content', a text, or 'similarity', a number");
};

const endpointing: Check = ({ timeoutSeconds }) => {
	const seconds = asNumber(timeoutSeconds) ?? -1;
	return seconds >= 0 && seconds <= 15 ? undefined : useless("has no 'timeoutSeconds' from 0 to 15");
};

const predial: Check = ({ eligible }) =>
	typeof eligible === 'boolean' ? undefined : useless("has no 'eligible' that is true or false");

const CHECKS: Record<string, Check> = {
	'assistant-request': assistant,
	'call.endpointing.request': endpointing,
	'campaign.predial': predial,
	'function-call': functionCall,
	'handoff-destination-request': destination,
	'knowledge-base-request': knowledge,
	'tool-calls': toolCalls,
	'transfer-destination-request': destination,
};

/**
 * What is wrong with the JSON that a workflow's last node gave as the answer, by the schemas
 * `ServerMessageResponse…` of the contract.
 */
export function answerFault(question: Question, answer: unknown): AnswerFault | undefined {
	if (!isObject(answer)) return useless('is no JSON object');
	return Object.hasOwn(CHECKS, question.type) ? CHECKS[question.type]?.(answer, question) : undefined;
}
