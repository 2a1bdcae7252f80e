import { SeenOnce } from '../../../../nodes/VapiTrigger/request/replay.ts';

test('what was seen counts once, until it is too old to pass anyway', () => {
	const seen = new SeenOnce();
	expect(seen.isFirst('a', 10, 0)).toBe(true);
	expect(seen.isFirst('a', 10, 10)).toBe(false);
	expect(seen.isFirst('b', 20, 10)).toBe(true);
	expect(seen.isFirst('a', 21, 11)).toBe(true);
});
