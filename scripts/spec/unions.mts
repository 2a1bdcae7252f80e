import { type Document, type Schema, bodySchema, operationOf, resolve, variants } from './openapi.mts';
import type { OperationWording } from './wording/types.mts';

/** A body that has one of several shapes, which the value of one property tells apart. */
export interface Union {
	/** That property: `type`, `provider`. */
	tag: string;
	/** The shapes by its value. */
	branches: Map<string, Schema>;
}

const unionIn = (document: Document, body: Schema): Union | undefined => {
	const tag = resolve(document, body).discriminator?.propertyName;
	if (tag === undefined) return undefined;
	// The mapping is left alone: of the tools it lacks one whose shape says the value all the same.
	const branches = variants(document, body).flatMap((shape) =>
		(shape.properties?.[tag]?.enum ?? []).map((value) => [String(value), shape] as const),
	);
	return { tag, branches: new Map(branches) };
};

/** The union that the first request with a body takes; undefined where its body has one shape. */
export const unionOf = (
	document: Document,
	{ requests }: Pick<OperationWording, 'requests'>,
): Union | undefined => {
	const body = requests
		.map((request) => bodySchema(operationOf(document, request)))
		.find((schema) => schema !== undefined);
	return body && unionIn(document, body);
};

/** Branches that a key of `omitted` or `carries` stands for: `type=bash|computer`. */
export const branchesOf = (key: string, { tag }: Pick<Union, 'tag'>): string[] =>
	key.startsWith(`${tag}=`) ? key.slice(tag.length + 1).split('|') : [];

/** The values that an operation offers: those of the branches that it does not leave out. */
export const offeredBranches = (union: Union, { omitted = {} }: OperationWording): string[] => {
	const left = Object.keys(omitted).flatMap((key) => branchesOf(key, union));
	return [...union.branches.keys()].filter((value) => !left.includes(value));
};
