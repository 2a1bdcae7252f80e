import type { IDataObject } from 'n8n-workflow';

import { joinedText } from '../answerLine';

/** What one item says about one tool call. */
export interface ToolAnswer {
	toolCallId: string;
	name?: string;
	outcome: { result: unknown } | { error: string };
	message?: IDataObject;
	metadata?: IDataObject;
}

/** A tool call that Vapi waits for. */
export interface AwaitedCall {
	toolCallId: string;
	name?: string;
}

const NO_RESULT = 'The workflow gave no result for this tool call';

function textsOf(answers: ToolAnswer[]): { result: string } | { error: string } {
	const results = answers.flatMap(({ outcome }) => ('result' in outcome ? [outcome.result] : []));
	const errors = answers.flatMap(({ outcome }) => ('error' in outcome ? [outcome.error] : []));
	const result = joinedText(results);
	if (result !== '') return { result };
	return { error: joinedText(errors) || NO_RESULT };
}

function entryOf({ toolCallId, name }: AwaitedCall, answers: ToolAnswer[]): IDataObject {
	const given = name ?? answers.find((answer) => answer.name !== undefined)?.name;
	const last = <K extends 'message' | 'metadata'>(key: K) =>
		answers.map((answer) => answer[key]).filter((value) => value !== undefined).at(-1);
	const texts = textsOf(answers);
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
 * The answer to a tool-calls message: one entry a call, in Vapi's order, with a one-line text as
 * result or error. Several answers to one call are joined; where some are errors, the results count.
 * @param awaited the calls of the message; empty where no trigger is known, then the answers decide
 */
export function resultsFor(awaited: AwaitedCall[], answers: ToolAnswer[]): IDataObject[] {
	const ids = [...new Set(answers.map(({ toolCallId }) => toolCallId))];
	const calls = awaited.length > 0 ? awaited : ids.map((toolCallId) => ({ toolCallId }));
	return calls.map((call) =>
		entryOf(
			call,
			answers.filter(({ toolCallId }) => toolCallId === call.toolCallId),
		),
	);
}
