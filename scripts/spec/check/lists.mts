import type { ListStyle } from '../../../nodes/shared/api/pages.ts';
import { type Document, type Operation, operationOf, variants } from '../openapi.mts';
import type { OperationWording, Wording } from '../wording/types.mts';

/** What the contract says of an answer: one thing, a list that the node can read on, or another one. */
export const styleOf = (contract: Document, operation: Operation): ListStyle | 'other' | undefined => {
	const [answer] = Object.entries(operation.responses).flatMap(([status, { content }]) => {
		const schema = content?.['application/json']?.schema;
		return status.startsWith('2') && schema ? variants(contract, schema) : [];
	});
	const takes = (name: string) => operation.parameters?.some((each) => each.name === name) === true;
	const isBare = answer?.type === 'array';
	// What has an ID is one thing, which may have results of its own.
	const isPage = answer?.properties?.results?.type === 'array' && !answer.properties.id;
	if (!isBare && !isPage) return undefined;
	// A list that takes both goes by number, in whichever shape it comes.
	if (takes('page')) return 'page';
	if (!isBare) return 'other';
	if (takes('createdAtLe')) return 'createdAt';
	return takes('limit') ? 'limit' : 'whole';
};

const describe = (style: ListStyle | 'other' | undefined): string =>
	style === undefined ? 'no list' : style === 'other' ? 'a list of another style' : `list: ${style}`;

const checkOperation = (
	contract: Document,
	{ requests, list }: OperationWording,
): string[] => {
	const [first = '', ...others] = requests;
	const isQuestion = /^POST /.test(first) && list === 'rows';
	if (others.length > 0 || !(first.startsWith('GET ') || isQuestion)) {
		return list === undefined
			? []
			: [`the words say ${describe(list)}, which is for one GET request alone`];
	}
	const style = styleOf(contract, operationOf(contract, first));
	if (style === list || (style === 'whole' && list === 'rows')) return [];
	return [
		`the contract answers ${first} with ${describe(style)}, and the words say ${describe(list)}`,
	];
};

/** Checks that operations read lists on as the contract gives them, and nothing else as a list. */
export const checkLists = (contract: Document, wording: Wording): string[] =>
	Object.entries(wording.operations).flatMap(([name, operation]) =>
		checkOperation(contract, operation).map((text) => `${wording.resource}:${name}: ${text}`),
	);
