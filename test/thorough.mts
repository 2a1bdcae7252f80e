/**
 * Whether everything is to be tested in every combination, as `.ci/run` does. `npm test` takes a part of
 * what is multiplied out (faults × ways to run a node, fields × kinds of call), so that it stays short.
 */
export const isThorough = process.env.VAPI_TESTS === 'thorough';

/**
 * Of cases that are multiplied out: all in a thorough run, else every n-th. Choose an n that shares no factor with
 * the lengths of the lists that were multiplied, so that each of their entries keeps its turn.
 */
export const portionOf = <T,>(cases: readonly T[], n: number): T[] =>
	isThorough ? [...cases] : cases.filter((_, index) => index % n === 0);

/** Rounds of a property: all in a thorough run, else a fifth. */
export const rounds = (all: number): number => (isThorough ? all : Math.ceil(all / 5));
