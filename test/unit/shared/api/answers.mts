import { json } from './server.mts';
import type { Answer } from './server.mts';

/** Answers with a text as it is. */
export const plain =
	(body: string, status = 200): Answer =>
	(_arrived, response) =>
		void response.writeHead(status).end(body);

/** What hosts that are not Vapi answer in place of a bare array: JSON, but no list. */
export const NO_LISTS: Array<[string, Answer]> = [
	['an empty object', json({})],
	['a message', json({ message: 'x' })],
	['results that are an object', json({ results: {} })],
	['results that are null', json({ results: null })],
	['results that are a text', json({ results: 'x' })],
	['an answer without content', plain('', 204)],
];

/** What they answer that is no JSON object at all. */
export const NO_JSON: Array<[string, Answer]> = [
	['null', json(null)],
	['a text', json('x')],
	['a number', json(5)],
	['plain text', plain('It works!')],
	['a page', plain('<!doctype html><html><title>Sign in</title></html>')],
	['nothing', plain('')],
];
