import type { IDataObject } from 'n8n-workflow';

import type { VapiContext } from '../api/exchange';
import { listPages } from '../api/pages';
import { refuse, shown } from '../base/refusal';
import type { Shelf } from './lists/shelves';

/** What is looked for by name: its list, and what it is called, one and several of it. */
export interface NamedKind {
	shelf: Shelf;
	one: string;
	several: string;
	nameOf(this: void, row: IDataObject): unknown;
}

/**
 * Finds the one thing of the account that has a name, as it is now.
 * @returns undefined where none has it
 * @throws Refusal where several have it; NodeApiError
 */
export async function findByName(
	ctx: VapiContext,
	itemIndex: number,
	{ shelf, one, several, nameOf }: NamedKind,
	name: string,
): Promise<IDataObject | undefined> {
	const request = { method: 'GET', path: shelf.path, itemIndex } as const;
	const found: IDataObject[] = [];
	for await (const rows of listPages(ctx, request, shelf.style, Infinity)) {
		found.push(...rows.filter((row) => nameOf(row) === name));
	}
	if (found.length > 1) {
		const ids = found.map(({ id }) => String(id)).join(', ');
		refuse(
			`${found.length} ${several} have the name ${shown(name)}: ${ids}`,
			`Give all but one ${one} another name in the Vapi dashboard, then run this again`,
		);
	}
	return found[0];
}
