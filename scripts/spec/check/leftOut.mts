import type { Document } from '../openapi.mts';
import { publishedRequests } from '../published.mts';
import { LEFT_OUT } from '../wording/leftOut.mts';
import type { Wording } from '../wording/types.mts';

/** Checks that what is left out is there to be left out, has a reason, and is no operation of a node. */
export const checkLeftOut = (
	contract: Document,
	wordings: Wording[],
	leftOut: Map<string, string>,
): string[] => {
	const published = publishedRequests(contract);
	const worded = new Map(
		wordings.flatMap(({ resource, operations }) =>
			Object.entries(operations).flatMap(([name, { requests }]) =>
				requests.map((request): [string, string] => [request, `${resource}:${name}`]),
			),
		),
	);
	return [...leftOut].flatMap(([request, reason]) => [
		...(published.includes(request) ? [] : [`${LEFT_OUT}: the document has no ${request} any more`]),
		...(reason ? [] : [`${LEFT_OUT}: ${request} is left out without a reason`]),
		...(worded.has(request) ? [`${LEFT_OUT}: ${request} is behind ${worded.get(request)}`] : []),
	]);
};
