import { targetsOf } from '../../../../../nodes/Vapi/call/placing/identity.ts';
import { callsSince, likestFirst, pick } from '../../../../../nodes/Vapi/call/placing/search.ts';
import { createContext } from '../../../shared/api/context.mts';
import { json, useServer } from '../../../shared/api/server.mts';

const number = '+15555550123';
const [target] = targetsOf({ assistantId: 'agent', customer: { number } });
const candidate = (id: string, marker?: string) => ({
	id,
	call: { assistantId: 'agent', customer: { number } },
	...(marker !== undefined && { marker }),
});
const found = (candidates: Array<ReturnType<typeof candidate>>, claimed = {}) =>
	pick(likestFirst(target!, candidates), claimed, (marker) => marker === 'ours')?.id;

describe('the call of an open POST', () => {
	it('is the first that fits and that no other item has', () => {
		const stranger = { id: 'x', call: { assistantId: 'agent', customer: { number: '+1555' } } };
		expect(found([stranger, candidate('a'), candidate('b')])).toBe('a');
		expect(found([candidate('a'), candidate('b')], { a: true })).toBe('b');
		expect(found([candidate('a')], { a: true })).toBeUndefined();
		expect(found([])).toBeUndefined();
	});

	it('is the marked one before an unmarked one, and never one marked for another item', () => {
		expect(found([candidate('a'), candidate('b', 'ours')])).toBe('b');
		expect(found([candidate('a', 'theirs'), candidate('b')])).toBe('b');
		expect(found([candidate('a', 'theirs')])).toBeUndefined();
	});
});

describe('the calls that are searched', () => {
	const server = useServer();

	it('are all since then, also those that share a millisecond over the end of a page', async () => {
		const start = Date.UTC(2030, 0, 1);
		// Vapi tells apart what it shows as one millisecond: three calls in each.
		const calls = Array.from({ length: 250 }, (_, index) => ({
			id: String(index),
			at: start - (index + 1) / 3,
			createdAt: new Date(Math.floor(start - (index + 1) / 3)).toISOString(),
		}));
		server.answer(async (...args) => {
			const { query } = args[0];
			const last = Date.parse(query.get('createdAtLe') ?? '') || Infinity;
			const page = calls.filter(({ at }) => at <= last).slice(0, Number(query.get('limit')));
			await json(page)(...args);
		});
		const ctx = createContext({ baseUrl: server.url });
		const listed = await callsSince(ctx, 0, [target!], 0);
		expect(listed.map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
	});
});
