import type { IDataObject } from 'n8n-workflow';

import type { AwaitedCall } from '../../../shared/vapi/answers/question';
import { isData, textOfValue } from '../answerLine';

/** A result as text; `isData` where the text is JSON. Kept with the execution, so plain data. */
export interface ToolResult {
	result: string;
	isData: boolean;
}

/** Any value as a result. Nothing gives empty text, which counts as no result. */
export function toolResult(value: unknown): ToolResult {
	return { result: textOfValue(value), isData: isData(value) };
}

/** What one item says about one tool call. */
export interface ToolAnswer {
	toolCallId: string;
	name?: string;
	outcome: ToolResult | { error: string };
	message?: IDataObject;
	metadata?: IDataObject;
}

const isResult = (outcome: ToolAnswer['outcome']): outcome is ToolResult => 'result' in outcome;

/**
 * Several outcomes of one tool call as one text: a JSON list as soon as one of them is JSON. An error
 * beside results is said among them, so that nobody takes half a success for a whole one.
 */
function joined(results: ToolResult[], errors: string[]): string {
	const [first] = results;
	if (results.length === 1 && errors.length === 0 && first !== undefined) return first.result;
	if (!results.some(({ isData }) => isData)) {
		const failures = errors.map((error) => `Error: ${error}`);
		return [...results.map(({ result }) => result), ...failures].join('; ');
	}
	const entries = results.map(({ result, isData }) => (isData ? result : JSON.stringify(result)));
	return `[${[...entries, ...errors.map((error) => JSON.stringify({ error }))].join(',')}]`;
}

function joinedOutcome(answers: ToolAnswer[], nothing: string): { result: string } | { error: string } {
	const outcomes = answers.map(({ outcome }) => outcome);
	const results = outcomes.filter(isResult).filter(({ result }) => result !== '');
	const errors = outcomes.flatMap((outcome) => (isResult(outcome) ? [] : [outcome.error]));
	const said = errors.filter(Boolean);
	if (results.length > 0) return { result: joined(results, said) };
	return { error: said.join('; ') || nothing };
}

function entryOf(
	{ toolCallId, name }: AwaitedCall,
	answers: ToolAnswer[],
	nothing: string,
): IDataObject {
	const given = name ?? answers.find((answer) => answer.name !== undefined)?.name;
	const last = <K extends 'message' | 'metadata'>(key: K) =>
		answers.map((answer) => answer[key]).filter((value) => value !== undefined).at(-1);
	const texts = joinedOutcome(answers, nothing);
	const message = last('message');
	const metadata = last('metadata');
	return {
		toolCallId,
		...(given !== undefined && { name: given }),
		...texts,
		...(message !== undefined && {
			message: { type: 'error' in texts ? 'request-failed' : 'request-complete', ...message },
		}),
		...(metadata !== undefined && { metadata }),
	};
}

/**
 * The results of tool calls: one entry a call, in Vapi's order, with a one-line text as result or
 * error. Several answers to one call are joined.
 * @param awaited the calls of the message; empty where no trigger is known, then the answers decide
 * @param nothing the error of a call without an answer
 */
export function resultsFor(
	awaited: AwaitedCall[],
	answers: ToolAnswer[],
	nothing: string,
): IDataObject[] {
	const ids = [...new Set(answers.map(({ toolCallId }) => toolCallId))];
	const calls = awaited.length > 0 ? awaited : ids.map((toolCallId) => ({ toolCallId }));
	return calls.map((call) =>
		entryOf(
			call,
			answers.filter(({ toolCallId }) => toolCallId === call.toolCallId),
			nothing,
		),
	);
}
