import fc from 'fast-check';

import { eventFields } from '../../../../nodes/VapiTrigger/output/eventFields.ts';
import { itemsFor } from '../../../../nodes/VapiTrigger/output/eventItems.ts';
import { MAX_DEPTH, nestsDeeperThan } from '../../../../nodes/shared/base/values.ts';
import { readMessage } from '../../../../nodes/VapiTrigger/request/readMessage.ts';

const modes = fc.constantFrom('simple' as const, 'fields' as const, 'raw' as const);
const fields = eventFields.map(({ field }) => field);
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('the body of a request', () => {
	test.each([
		['nothing', undefined],
		['null', null],
		['text', 'hello'],
		['a number', 7],
		['a list', [{ message: { type: 'hang' } }]],
		['an empty object', {}],
		['a message that is text', { message: 'hang' }],
		['a message that is a list', { message: ['hang'] }],
		['a message without a type', { message: {} }],
		['a type that is empty', { message: { type: '' } }],
		['a type that is no text', { message: { type: { $gt: '' } } }],
		['a type that is no event, without anything of a message', { type: 'object', properties: {} }],
		['a type that is no event beside a message that is text', { type: 'note', message: 'hang' }],
		['a type that is no text beside the message', { type: 7, message: { call: {} } }],
		['a message without a type in one that nests too deeply', { type: 'hang', call: nested(10_000) }],
		['a message that nests too deeply', { message: { type: 'hang', call: nested(10_000) } }],
	])('is refused when it is %s', (_what, body) => {
		expect(readMessage(body)).toMatchObject({ status: 400 });
	});

	test('is a message with a type, known or not', () => {
		expect(readMessage({ message: { type: 'new.event' } })).toEqual({
			message: { type: 'new.event' },
		});
	});

	const call = { id: 'call-1' };
	test.each<[string, object, object]>([
		['its type beside the envelope', { type: 'hang', message: { call } }, { type: 'hang', call }],
		['a type of its own that counts more', { type: 'webhook', message: { type: 'hang' } }, { type: 'hang' }],
		['an unknown type beside the envelope', { type: 'new.event', message: { call } }, { type: 'new.event', call }],
		['no envelope', { type: 'hang', call }, { type: 'hang', call }],
		['no envelope and nothing else', { type: 'hang' }, { type: 'hang' }],
		['no envelope, about a new event of a call', { type: 'new.event', call }, { type: 'new.event', call }],
		['no envelope, about a campaign', { type: 'x', campaignId: 'c1' }, { type: 'x', campaignId: 'c1' }],
		['no envelope and a text of that name', { type: 'hang', message: 'x' }, { type: 'hang', message: 'x' }],
	])('is a message with %s', (_what, body, message) => {
		expect(readMessage(body)).toEqual({ message });
	});

	test.each([undefined, [], {}, { message: {} }, { type: 'object' }])('says what was expected of %j', (body) => {
		expect(JSON.stringify(readMessage(body))).toContain('{ \\"message\\": { \\"type\\": ');
	});

	test('nests at most as deeply as the limit says', () => {
		expect(nestsDeeperThan(nested(MAX_DEPTH + 1), MAX_DEPTH)).toBe(false);
		expect(nestsDeeperThan(nested(MAX_DEPTH + 2), MAX_DEPTH)).toBe(true);
	});

	test('never throws, whatever it is', () => {
		fc.assert(
			fc.property(fc.jsonValue(), modes, (value, mode) => {
				for (const body of [value, { message: value }, { message: { type: 'tool-calls', ...Object(value) } }]) {
					const reading = readMessage(body);
					if ('message' in reading) itemsFor(reading.message, { mode, fields, includeMessage: false }, 0);
				}
			}),
		);
	});
});
