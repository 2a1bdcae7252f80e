import { isObject, listOr, objectOr, type JsonObject } from '../types.mts';
import type { Store } from '../store.mts';

/** What Vapi would make of an answer. */
export interface Verdict {
	understood: boolean;
	/** What is wrong with the answer, one sentence each. */
	reasons: string[];
}

const verdictOf = (reasons: string[]): Verdict => ({ understood: reasons.length === 0, reasons });

const parsed = (answer: string): JsonObject | undefined => {
	try {
		const value: unknown = JSON.parse(answer);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
};

const textFaults = (entry: JsonObject, place: string): string[] => {
	const texts = [entry.result, entry.error].filter((text) => text !== undefined);
	if (texts.length !== 1) return [`${place} needs either result or error`];
	const [text] = texts;
	if (typeof text !== 'string') return [`${place} holds something else than a string`];
	return /[\r\n]/.test(text) ? [`${place} has more than one line`] : [];
};

/**
 * Judges the answer to tool-calls: status 200, `results` with an entry for each tool call in its order,
 * with matching IDs and names and a one-line string as result or error.
 */
export function judgeToolAnswer(
	status: number | null,
	answer: string,
	calls: Array<{ id: string; name: string }>,
): Verdict {
	if (status !== 200) return verdictOf([`Status ${status ?? 'none'} instead of 200`]);
	const body = parsed(answer);
	if (!body) return verdictOf(['The answer is no JSON object']);
	if (typeof body.error === 'string') return verdictOf([]);
	if (!Array.isArray(body.results)) return verdictOf(['results is no list']);
	const results = body.results.map(objectOr);
	const reasons = calls.flatMap(({ id, name }, index) => {
		const entry = results[index];
		if (!entry) return [`No entry for ${id}`];
		return [
			...(entry.toolCallId === id ? [] : [`Entry ${index} is not about ${id}`]),
			...(entry.name === name ? [] : [`Entry ${index} does not name ${name}`]),
			...textFaults(entry, `Entry ${index}`),
		];
	});
	const extra = results.length > calls.length ? ['More entries than tool calls'] : [];
	return verdictOf([...reasons, ...extra]);
}

const AGENTS = ['assistantId', 'assistant', 'squadId', 'squad', 'workflowId', 'workflow'];

const KNOWN = [
	...AGENTS,
	'assistantOverrides',
	'squadOverrides',
	'workflowOverrides',
	'destination',
	'error',
	'messageResponse',
];

/** Judges the answer to an assistant-request: an agent that exists, a destination or a spoken error. */
export function judgeAssistantAnswer(
	status: number | null,
	answer: string,
	store: Store,
): Verdict & { body: JsonObject } {
	const body = parsed(answer);
	if (status === null || status < 200 || status > 299 || !body) {
		const reason = body ? `Status ${status ?? 'none'} instead of 200` : 'No JSON object came back';
		return { ...verdictOf([reason]), body: {} };
	}
	const unknown = Object.keys(body).filter((key) => !KNOWN.includes(key));
	const given = [...AGENTS, 'destination', 'error'].filter((key) => body[key] !== undefined);
	const reasons = unknown.map((key) => `${key} means nothing to Vapi`);
	if (!given.length) reasons.push('Neither an agent nor a destination nor an error');
	if (body.assistantId && !store.assistants.has(String(body.assistantId))) {
		reasons.push(`There is no assistant ${String(body.assistantId)}`);
	}
	if (body.squadId && !store.squads.has(String(body.squadId))) {
		reasons.push(`There is no squad ${String(body.squadId)}`);
	}
	if (body.error !== undefined && typeof body.error !== 'string') {
		reasons.push('error is no string');
	}
	return { ...verdictOf(reasons), body };
}

/** Judges the answer to a transfer or handoff destination request. */
export function judgeDestinationAnswer(status: number | null, answer: string): Verdict {
	if (status !== 200) return verdictOf([`Status ${status ?? 'none'} instead of 200`]);
	const body = parsed(answer);
	if (!body) return verdictOf(['The answer is no JSON object']);
	if (typeof body.error === 'string') return verdictOf([]);
	const { type } = objectOr(body.destination);
	return verdictOf(
		['number', 'sip', 'assistant', 'squad'].includes(String(type))
			? []
			: ['destination is missing or of no known type'],
	);
}

/** IDs and names of the tool calls of a message, whatever shape they are in. */
export function callsIn(toolCalls: unknown[]): Array<{ id: string; name: string }> {
	return listOr(toolCalls).map((entry) => {
		const call = objectOr(entry);
		return { id: String(call.id), name: String(call.name ?? objectOr(call.function).name) };
	});
}
