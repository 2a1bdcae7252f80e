import { type ShelfName, shelves } from '../../../nodes/shared/vapi/lists/shelves.ts';
import type { ParameterWording } from './types.mts';

/** A resource locator of shared.yaml. */
export interface Locator {
	/** The list that it shows. */
	list: ShelfName;
	/** An ID, as an example. */
	example: string;
	/** Its name on the screen, where it is not that of the piece. */
	displayName?: string;
}

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** `knowledgeBase` as people read it: `Knowledge Base`. */
const titled = (name: string): string =>
	name.replaceAll(/(?=[A-Z])/g, ' ').replace(/^./, (letter) => letter.toUpperCase());

/** The parameter behind a locator: from a list, by ID, and by URL where Vapi's dashboard has a page. */
export const locatorPiece = (
	name: string,
	{ list, example, displayName = titled(name) }: Locator,
): ParameterWording => {
	const { page } = shelves[list] as { page?: string };
	const article = /^[AEIO]/.test(displayName) ? 'an' : 'a';
	const byUrl = {
		...{ displayName: 'By URL', name: 'url', type: 'string' },
		placeholder: `e.g. https://dashboard.vapi.ai/${page}/${example}`,
		extractValue: { type: 'regex', regex: `https://.+?(${UUID}).*` },
	};
	return {
		displayName,
		type: 'resourceLocator',
		modes: [
			{
				...{ displayName: 'From List', name: 'list', type: 'list' },
				placeholder: `Select ${article} ${displayName.toLowerCase()}...`,
				typeOptions: { searchListMethod: `search${list}`, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${example}` },
			...(page === undefined ? [] : [byUrl]),
		],
	};
};

const SEVERAL =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.';

/** A parameter that takes several things of a list: a multi-select, named and explained as n8n wants. */
export const severalOf = <P extends Partial<ParameterWording>>({ several, ...parameter }: P): P =>
	several === undefined
		? (parameter as P)
		: ({
				type: 'multiOptions',
				format: 'uuid',
				typeOptions: { loadOptionsMethod: `get${several}` },
				...parameter,
				displayName: `${parameter.displayName} Names or IDs`,
				description: `${parameter.description} ${SEVERAL}`,
			} as unknown as P);
