import { EventEmitter } from 'node:events';
import { SeenOnce } from '../../../../nodes/VapiTrigger/request/replay.ts';

test('what was seen counts once, until it is too old to pass anyway', () => {
	const seen = new SeenOnce();
	expect(seen.isFirst('a', 10, 0)).toBe(true);
	expect(seen.isFirst('a', 10, 10)).toBe(false);
	expect(seen.isFirst('b', 20, 10)).toBe(true);
	expect(seen.isFirst('a', 21, 11)).toBe(true);
});

test('the oldest is forgotten where more comes than is remembered', () => {
	const seen = new SeenOnce(2);
	const isFirst = (key: string) => seen.isFirst(key, 10, 0);
	expect(['a', 'b', 'b', 'c', 'c', 'b', 'a'].map(isFirst)).toEqual([
		true, true, false, true, false, false, true,
	]);
});

test('what is let go counts anew', () => {
	const seen = new SeenOnce();
	seen.isFirst('a', 10, 0);
	const response = Object.assign(new EventEmitter(), { statusCode: 503 });
	seen.forgetIfRefused('a', response as never);
	response.emit('close');
	expect(seen.isFirst('a', 10, 0)).toBe(true);
});
