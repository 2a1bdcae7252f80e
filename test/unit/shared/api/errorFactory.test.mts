import { readFileSync } from 'node:fs';

import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import {
	apiError,
	asNodeError,
	errorOfItem,
	isNodeError,
	operationError,
} from '../../../../nodes/shared/api/errorFactory.ts';
import type { NodeError } from '../../../../nodes/shared/api/errorFactory.ts';
import { outcomeOf } from '../../../../nodes/shared/api/requestOutcome.ts';
import { Refusal } from '../../../../nodes/shared/base/refusal.ts';
import { createContext } from './context.mts';

const ctx = createContext({});

/** Words that n8n's errors rewrite a message for, and a text that happens to hold each. */
const REWRITTEN: Array<[string, string]> = [
	['ECONNREFUSED', 'TeleConnRefused'],
	['ECONNRESET', 'TeleConnReset'],
	['ENOTFOUND', 'GenotFoundation'],
	['ETIMEDOUT', 'PretimedOut'],
	['ERRADDRINUSE', 'FerrAddrInUse'],
	['EADDRNOTAVAIL', 'HomeAddrNotAvail'],
	['ECONNABORTED', 'TeleConnAborted'],
	['EHOSTUNREACH', 'TheHostUnreached'],
	['EAI_AGAIN', 'Kaleai_Again'],
	['ENOENT', 'ThemeNoEntry'],
	['EISDIR', 'TheIsDirect'],
	['ENOTDIR', 'PleaseNotDirect'],
	['EACCES', 'HomeAccess'],
	['EEXIST', 'Preexisting Conditions'],
	['EPERM', 'HomePermit'],
	['GETADDRINFO', 'BudgetAddrInfo'],
];

const texts = REWRITTEN.flat().map((text) => [`'Name' is "${text}", which Vapi does not take`]);

type Make = (message: string, description: string) => NodeError;
const api = (message: string, description: string, httpCode?: string) =>
	apiError(ctx, { message, description, httpCode });
const operation: Make = (message, description) => operationError(ctx, { message, description });

/** Every way to an error of a message and a description. */
const MAKERS: Record<string, Make> = {
	operationError: operation,
	apiError: api,
	'apiError with a status': (...words) => api(...words, '404'),
	'apiError with a network code': (...words) => api(...words, 'ECONNREFUSED'),
	'asNodeError of a Refusal': (...words) => asNodeError(ctx, new Refusal(...words), 1),
	'asNodeError of an error of n8n': (...words) => asNodeError(ctx, operation(...words), 1),
	'errorOfItem of a Refusal': (...words) => errorOfItem(ctx, new Refusal(...words), 1),
	'errorOfItem of an operation error': (...words) => errorOfItem(ctx, operation(...words), 1),
	'errorOfItem of an API error': (...words) => errorOfItem(ctx, api(...words, '404'), 1),
	'errorOfItem with words of its own': (message, description) =>
		errorOfItem(ctx, operation('Another', description), 1, message),
};
const ways = Object.keys(MAKERS);

const make = (way: string, message: string, description: string): NodeError =>
	(MAKERS[way] as Make)(message, description);

describe('the words that n8n rewrites', () => {
	it('are those of the list in its code', () => {
		const path = 'node_modules/n8n-workflow/dist/cjs/errors/abstract/node.error.js';
		const [, list = ''] = /const COMMON_ERRORS = \{(.*?)\n\};/s.exec(readFileSync(path, 'utf8')) ?? [];
		const words = [...list.matchAll(/^\s+(\w+):/gm)].map(([, word]) => word);
		expect(words).toEqual(REWRITTEN.map(([word]) => word));
	});

	it.each(REWRITTEN)('stand in for the message of %s and of %s, unless it is kept', (word, text) => {
		for (const message of [word, text]) {
			expect(new NodeOperationError(ctx.getNode(), message).message).not.toBe(message);
			expect(new NodeApiError(ctx.getNode(), {}, { message }).message).not.toBe(message);
		}
	});
});

describe.each(ways)('%s', (way) => {
	it.each(texts)('says exactly what it was told to: %s', (message) => {
		const error = make(way, message, `Enter another name. ${message}.`);
		expect(error.message).toBe(message);
		expect(error.description).toBe(`Enter another name. ${message}.`);
		expect(error.messages).toEqual([]);
	});

	it.each([
		['Fill it in', 'Fill it in.'],
		["Turn off 'Simplify'", "Turn off 'Simplify'."],
		['Use a number (1 to 9)', 'Use a number (1 to 9).'],
		['Fill it in.', 'Fill it in.'],
		['Is it there?', 'Is it there?'],
		['Look there!', 'Look there!'],
		['Use a, b, c…', 'Use a, b, c…'],
		['', ''],
	])('ends its description with a full stop: %j', (description, expected) => {
		const error = make(way, 'It broke', description);
		expect(error.description).toBe(expected);
		expect(error.message).toBe('It broke');
	});
});

describe('an error that nothing else is known of', () => {
	it.each(texts)('keeps its message: %s', (message) => {
		for (const error of [
			asNodeError(ctx, new Error(message), 1),
			asNodeError(ctx, message, 1),
			errorOfItem(ctx, new Error(message), 1),
			operationError(ctx, { message, itemIndex: 1 }),
			apiError(ctx, { message, itemIndex: 1 }),
		]) {
			expect(error.message).toBe(message);
			expect(error.description).toBeUndefined();
			expect(error.context.itemIndex).toBe(1);
			expect(outcomeOf(error)).toBeUndefined();
		}
	});

	it('says what was thrown, whatever it is', () => {
		const thrown = ['x', undefined, null, 5];
		const messages = thrown.map((value) => asNodeError(ctx, value).message);
		expect(messages).toEqual(['x', 'undefined', 'null', '5']);
	});
});

describe('a refusal', () => {
	it('becomes an error of its item of which nothing was sent', () => {
		const refusal = new Refusal("'Name' is empty", 'Fill it in');
		for (const error of [asNodeError(ctx, refusal, 2), errorOfItem(ctx, refusal, 2)]) {
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error.context).toMatchObject({ outcome: 'notSent', itemIndex: 2 });
			expect(outcomeOf(error)).toBe('notSent');
		}
		expect(outcomeOf(refusal)).toBe('notSent');
	});
});

describe('what an error knows', () => {
	const known = { outcome: 'refused', itemIndex: 2, retryAfter: 7000 } as const;

	it('is what it was told, and nothing where it was told nothing', () => {
		const error = apiError(ctx, { message: 'x', httpCode: '429', ...known });
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.httpCode).toBe('429');
		expect(error.context).toMatchObject(known);
		expect(operationError(ctx, { message: 'x', ...known }).context).toMatchObject(known);
		const { context } = apiError(ctx, { message: 'x' });
		expect(Object.keys(context)).not.toEqual(expect.arrayContaining(['outcome']));
		expect(Object.keys(context)).not.toEqual(expect.arrayContaining(['retryAfter']));
	});

	it('stays as it is in an error of n8n', () => {
		for (const error of [operation('x', 'y'), api('x', 'y'), new NodeApiError(ctx.getNode(), {})]) {
			expect(isNodeError(error)).toBe(true);
			expect(asNodeError(ctx, error, 3)).toBe(error);
			expect(error.context.itemIndex).toBeUndefined();
		}
		expect([new Error('x'), new Refusal('x', 'y'), 'x', undefined].some(isNodeError)).toBe(false);
	});

	it('goes along to each of its items, as an error of its own', () => {
		const whole = apiError(ctx, { message: 'x', description: 'y', httpCode: '429', ...known });
		const [first, second] = [errorOfItem(ctx, whole, 0), errorOfItem(ctx, whole, 1, 'z')];
		expect(first).not.toBe(whole);
		expect(first).toMatchObject({ message: 'x', description: 'y.', httpCode: '429' });
		expect(second).toMatchObject({ message: 'z', description: 'y.', httpCode: '429' });
		expect(first.context).toEqual({ ...whole.context, itemIndex: 0 });
		expect(second.context).toEqual({ ...whole.context, itemIndex: 1 });
		expect(second).toBeInstanceOf(NodeApiError);
		expect(errorOfItem(ctx, operation('x', 'y'), 0)).toBeInstanceOf(NodeOperationError);
		expect(whole.context.itemIndex).toBe(2);
	});
});
