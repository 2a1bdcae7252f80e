import { acceptDigests } from '../../../scripts/spec/digest.mts';
import type { Wording } from '../../../scripts/spec/wording/types.mts';

describe('acceptDigests', () => {
	const words = 'resource: call # ours\n\noperations: {a: [b]}\n';

	it('writes the digests below the words, which stay as they are', () => {
		const text = acceptDigests(words, { create: { name: '0a1b2c3d' } });
		expect(text.startsWith(words)).toBe(true);
		expect(text).toContain('digests:\n  create:\n    name: 0a1b2c3d\n');
	});

	it('replaces the digests that stood there', () => {
		const before = acceptDigests(words, { create: { name: '0a1b2c3d' } });
		const after = acceptDigests(before, { create: { name: '12345678' } });
		expect(after).toBe(acceptDigests(words, { create: { name: '12345678' } }));
		expect(acceptDigests(after, { create: { name: '12345678' } })).toBe(after);
	});

	it('leaves a file without worded fields alone', () => {
		const text: Wording['file'] = 'also: {}\n';
		expect(acceptDigests(text, {})).toBe(text);
	});
});
