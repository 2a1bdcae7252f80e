import { messagesOf } from '../../../../nodes/shared/api/answerText.ts';
import { withoutSecrets } from '../../../../nodes/shared/api/secrets.ts';

const KEY = '3f1c9a52-7d4e-4b8a-9c61-0e2f5d7b8a94';
const DIGITS = KEY.replaceAll('-', '');

/** The longest stretch of the key that a text holds, whatever stands in between. */
function shownOf(text: string): number {
	const plain = text.replaceAll(/[^a-z\d]/gi, '').toLowerCase();
	for (let size = DIGITS.length; size > 0; size--) {
		for (let from = 0; from + size <= DIGITS.length; from++) {
			if (plain.includes(DIGITS.slice(from, from + size))) return size;
		}
	}
	return 0;
}

describe('a key that a server repeats', () => {
	it.each<[string, unknown]>([
		['whole', `Invalid Key ${KEY}, try another`],
		['twice', `${KEY}${KEY}`],
		['in capitals', KEY.toUpperCase()],
		['behind a long text, so that it is cut off', `${'x'.repeat(590)} ${KEY}`],
		['across the end of what is looked at', `${'<b>'.repeat(3_328)}${KEY}`],
		['with a tag in it', `${KEY.slice(0, 10)}<b>${KEY.slice(10)}</b>`],
		['with a tag after every fourth character', KEY.replaceAll(/(.{4})/g, '$1<i>')],
		['with spaces in it', KEY.split('').join(' ')],
		['with line breaks in it', `${KEY.slice(0, 20)}\r\n${KEY.slice(20)}`],
		['without its dashes', DIGITS],
		['only its beginning', `key ${KEY.slice(0, 24)}`],
		['only its end', `key …${KEY.slice(-20)}`],
		['in a list of messages', { message: ['a', `b ${KEY}`] }],
		['in the title of a page', `<html><title>401 ${KEY}</title></html>`],
		['in two messages', { message: KEY.slice(0, 18), reason: KEY.slice(18) }],
	])('does not show: %s', (_, body) => {
		const texts = messagesOf(body, ['', KEY]);
		expect(texts.map(shownOf).filter((size) => size >= 8)).toEqual([]);
		expect(texts.join()).toContain('[hidden]');
	});

	it('leaves everything else as it is', () => {
		const text =
			'Invalid Key. Hot tip, you may be using the private key instead of the public key: call 7d4e1111';
		expect(withoutSecrets(text, [KEY, 'sandbox-private-key', ''])).toBe(text);
	});
});
