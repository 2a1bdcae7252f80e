import { targetsOf } from '../../../nodes/Vapi/resources/call/dial/identity.ts';
import { pick } from '../../../nodes/Vapi/resources/call/dial/search.ts';

const number = '+15555550123';
const [target] = targetsOf({ assistantId: 'agent', customer: { number } });
const candidate = (id: string, marker?: string) => ({
	id,
	call: { assistantId: 'agent', customer: { number } },
	...(marker !== undefined && { marker }),
});
const found = (candidates: Array<ReturnType<typeof candidate>>, claimed = {}) =>
	pick(target!, candidates, claimed, (marker) => marker === 'ours');

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
