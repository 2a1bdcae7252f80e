import type { JsonObject } from '../types.mts';

const ANSWERED = ['customer-ended-call', 'assistant-ended-call', 'voicemail'];

/**
 * A small call that has ended, for seeds: no webhooks, no recording of its own; its references are
 * those of the default seed. `createdAt` is ISO 8601.
 */
export function endedCall(
	id: string,
	number: string,
	createdAt: string,
	endedReason: string,
): JsonObject {
	const later = (seconds: number) =>
		new Date(Date.parse(createdAt) + seconds * 1000).toISOString();
	const answered = ANSWERED.includes(endedReason);
	return {
		id,
		orgId: '0f0e7b10-5a4d-4c7e-9f1e-000000000001',
		type: 'outboundPhoneCall',
		status: 'ended',
		endedReason,
		assistantId: 'a1000000-0000-4000-8000-000000000001',
		phoneNumberId: 'c1000000-0000-4000-8000-000000000001',
		customer: { number },
		createdAt,
		updatedAt: later(answered ? 40 : 10),
		...(answered ? { startedAt: later(5) } : {}),
		endedAt: later(answered ? 35 : 8),
		cost: answered ? 0.04 : 0,
		artifact: answered ? { transcript: 'AI: Hello.\nUser: Thank you, goodbye.\n' } : {},
		analysis: answered ? { summary: 'A short call.', successEvaluation: 'true' } : {},
	};
}

/**
 * `count` ended calls, newest first, in groups that share their createdAt; for paging tests.
 * Groups are a second apart and end at `newest` (ISO 8601). IDs are stable.
 */
export function manyEndedCalls(
	count: number,
	perTimestamp = 1,
	newest = '2026-03-01T12:00:00.000Z',
): JsonObject[] {
	const start = Date.parse(newest);
	return Array.from({ length: count }, (_, index) => {
		const createdAt = new Date(start - Math.floor(index / perTimestamp) * 1000).toISOString();
		const id = `f2000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
		return endedCall(id, '+15555550123', createdAt, 'customer-ended-call');
	});
}
