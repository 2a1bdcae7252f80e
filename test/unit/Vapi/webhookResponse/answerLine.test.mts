import fc from 'fast-check';
import { DateTime, Duration } from 'luxon';

import { isData, oneLine, textOfValue } from '../../../../nodes/Vapi/webhookResponse/answerLine.ts';

test.each([
	['a\nb', 'a b'],
	['a \r\n\r\n b', 'a b'],
	['\u2028a\u2029b\v', 'a b'],
	['a\tb', 'a\tb'],
	['', ''],
])('%j is on one line', (text, expected) => {
	expect(oneLine(text)).toBe(expected);
});

const noon = '2026-11-28T12:00:00.000Z';

describe('the text of', () => {
	test.each<[string, unknown, string]>([
		['an object', { a: 'x\ny' }, '{"a":"x\\ny"}'],
		['a list', [1, 2], '[1,2]'],
		['a number', 7, '7'],
		['zero', 0, '0'],
		['a decimal', 12.5, '12.5'],
		['NaN', Number.NaN, ''],
		['infinity', Infinity, ''],
		['a large integer', 12_345_678_901_234_567_890n, '12345678901234567890'],
		['true', true, 'true'],
		['false', false, 'false'],
		['null', null, ''],
		['undefined', undefined, ''],
		['a function', () => 1, ''],
		['a date', new Date(noon), noon],
		['an invalid date', new Date('no date'), ''],
		['a date of Luxon', DateTime.fromISO(noon, { zone: 'utc' }), noon],
		['a date of Luxon in a time zone', DateTime.fromISO(noon, { zone: 'Europe/Berlin' }), '2026-11-28T13:00:00.000+01:00'],
		['an invalid date of Luxon', DateTime.fromISO('no date'), ''],
		['a duration of Luxon', Duration.fromObject({ hours: 2 }), 'PT2H'],
		['an error', new Error('It is\naway'), 'It is away'],
		['a buffer', Buffer.from('Grüße\nan alle'), 'Grüße an alle'],
		['bytes', new Uint8Array([72, 105]), 'Hi'],
		['a buffer that was stored', { type: 'Buffer', data: [72, 105] }, 'Hi'],
		['an object with all of these', { at: new Date(noon), n: 1n, b: Buffer.from('x'), no: Number.NaN }, `{"at":"${noon}","n":"1","b":"x","no":null}`],
	])('%s is what one would say', (_what, value, expected) => {
		expect(textOfValue(value)).toBe(expected);
	});

	test('a picture is refused, and so is an object that holds itself', () => {
		expect(() => textOfValue(Buffer.from([0x89, 0xff, 0xfe]))).toThrow('binary data');
		const self: Record<string, unknown> = {};
		self.self = self;
		expect(() => textOfValue(self)).toThrow('cannot be written as JSON');
	});

	test('anything is on one line', () => {
		fc.assert(
			fc.property(fc.anything({ withDate: true, withBigInt: true }), (value) => {
				expect(textOfValue(value)).not.toMatch(/[\n\r\u2028\u2029]/);
			}),
		);
	});
});

test('objects and lists are data; dates, bytes and plain values are not', () => {
	for (const value of [{}, [], { a: 1 }]) expect(isData(value)).toBe(true);
	for (const value of ['{}', 1, null, new Date(), Buffer.from('[')]) expect(isData(value)).toBe(false);
});
