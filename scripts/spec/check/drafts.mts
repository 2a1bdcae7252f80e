import { DRAFT } from '../draft/parameter.mts';
import type { Wording } from '../wording/types.mts';

const isDraft = (value: unknown): boolean =>
	typeof value === 'string'
		? value.includes(DRAFT)
		: typeof value === 'object' && value !== null && Object.values(value).some(isDraft);

/** Checks that nothing is left of what spec:draft could not know. */
export const checkDrafts = ({ file, name, description, operations }: Wording): string[] => [
	...(isDraft([name, description]) ? [`${file}: the resource is a draft: replace ${DRAFT}`] : []),
	...Object.entries(operations)
		.filter(([, operation]) => isDraft(operation))
		.map(([key]) => `${file}: ${key} is a draft: replace every ${DRAFT} by words of your own`),
];
