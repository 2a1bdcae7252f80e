import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Field } from './fields.mts';

/** Stands for a text in files that must not hold it; white space does not count. */
export const digestOf = (text: string): string =>
	createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 8);

/** Digest of a field in a contract; of all its branches together where they say different things. */
export const fieldDigest = ({ nodes }: Field): string | undefined => {
	const digests = [...new Set(nodes.flatMap((node) => node['x-description-digest'] ?? []))].sort();
	return digests.length > 1 ? digestOf(digests.join()) : digests[0];
};

const BLOCK = `# Digests of the upstream texts that these words were written from, by operation and field. When a
# text changes, npm run spec:check names it; read it, mend the words if need be, then
# npm run spec:check -- --accept.
digests:
`;

/** The text of a wording file with new digests at its end, by operation and field. */
export const acceptDigests = (
	text: string,
	digests: Record<string, Record<string, string>>,
): string => {
	const words = text.split(/^# Digests of the upstream texts|^digests:/m)[0] as string;
	const fields = Object.values(digests).flatMap((each) => Object.keys(each));
	if (fields.length === 0) return text;
	return `${words.trimEnd()}\n\n${BLOCK}${stringify(digests).replaceAll(/^/gm, '  ').trimEnd()}\n`;
};
