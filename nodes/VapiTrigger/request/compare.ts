import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares a secret with what a request brought, in a time that tells nothing about either.
 * Hashing first gives both the same length. Empty text never matches.
 */
export function sameSecret(expected: string, given: string | undefined): boolean {
	if (expected === '' || given === undefined || given === '') return false;
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return timingSafeEqual(digest(expected), digest(given));
}

/** Compares two byte strings whose length is no secret (signatures). Empty ones never match. */
export function sameBytes(expected: Buffer, given: Buffer): boolean {
	return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
}
