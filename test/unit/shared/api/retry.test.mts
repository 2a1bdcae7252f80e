import fc from 'fast-check';

import { retryAfterMs, waitBeforeRetry } from '../../../../nodes/shared/api/retry.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

describe('retryAfterMs', () => {
	it.each([
		['7', 7000],
		[' 0 ', 0],
		['-3', 0],
		['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
		['Wed, 31 Dec 2025 00:00:00 GMT', 0],
		['', undefined],
		['soon', undefined],
		[undefined, undefined],
	])('reads %j as %p', (value, expected) => {
		expect(retryAfterMs({ 'retry-after': value }, NOW)).toBe(expected);
	});
});

describe('waitBeforeRetry', () => {
	it('follows Retry-After, but not for longer than half a minute', () => {
		expect(waitBeforeRetry(1, 30_000, 0)).toBe(30_000);
		expect(waitBeforeRetry(1, 30_001, 0)).toBeUndefined();
	});

	it('grows with each try, spreads, and ends after the fourth', () => {
		const random = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 3 }), random, (tries, share) => {
				const base = 500 * 2 ** (tries - 1);
				const wait = waitBeforeRetry(tries, undefined, share) ?? NaN;
				return wait >= base / 2 && wait <= base * 1.5;
			}),
		);
		expect(waitBeforeRetry(4, undefined, 0)).toBeUndefined();
	});
});
