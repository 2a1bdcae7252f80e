import { createHash } from 'node:crypto';
import type { Field } from './fields.mts';

/** Stands for a text in files that must not hold it; white space does not count. */
export const digestOf = (text: string): string =>
	createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 8);

/** Digest of a field in a contract; of all its branches together where they say different things. */
export const fieldDigest = ({ nodes }: Field): string | undefined => {
	const digests = [...new Set(nodes.flatMap((node) => node['x-description-digest'] ?? []))].sort();
	return digests.length > 1 ? digestOf(digests.join()) : digests[0];
};
