import { isDeepStrictEqual } from 'node:util';

/** Remembers which piece of shared.yaml something was made of. Not part of its JSON. */
const PIECE = Symbol('piece');

/** Fewer keys in common are shorter where they are used. */
const WORTH = 3;

type Facts = Record<string, unknown>;

/** Marks what was made of a piece. */
export const fromPiece = <T extends object>(piece: string | undefined, made: T): T =>
	piece === undefined ? made : { ...made, [PIECE]: piece };

/** The piece that something was made of, if any. */
export const pieceOf = (made: object): string | undefined => (made as { [PIECE]?: string })[PIECE];

/** Everything that was made of a piece, inside of values. */
const sites = (value: unknown): Facts[] => {
	if (typeof value !== 'object' || value === null) return [];
	const inner = Object.values(value).flatMap(sites);
	return pieceOf(value) === undefined ? inner : [value as Facts, ...inner];
};

/**
 * What the places of each piece have in common, for pieces that stand in several.
 * @returns by name of the piece
 */
export const commonParts = (values: unknown): Map<string, Facts> => {
	const found = Map.groupBy(sites(values), (site) => pieceOf(site) as string);
	const parts = new Map<string, Facts>();
	for (const [piece, [first, ...others]] of found) {
		if (first === undefined || others.length === 0) continue;
		const common = Object.entries(first).filter(([key, value]) =>
			others.every((other) => isDeepStrictEqual(other[key], value)),
		);
		if (common.length >= WORTH) parts.set(piece, Object.fromEntries(common));
	}
	return parts;
};

/** What a place has beside the common part of its piece. */
export const beside = (site: Facts, common: Facts): Facts =>
	Object.fromEntries(Object.entries(site).filter(([key]) => !(key in common)));
