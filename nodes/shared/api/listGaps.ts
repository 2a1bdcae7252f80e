import type { NodeError } from './errorFactory';
import { operationError } from './errorFactory';
import type { VapiContext, VapiRequest } from './exchange';
import { PAGE_SIZE } from './listRows';

/**
 * Why rows of a list may be missing: a moment with a page or more of rows that nothing tells apart, rows
 * without a time of creation, a server that does not follow the filter by time or the number of the page, or
 * a list that Vapi gives no way to read on.
 */
export type Gap =
	| { kind: 'crowded'; moment: string }
	| { kind: 'noTime' }
	| { kind: 'notFollowed' }
	| { kind: 'noNext' };

const FEWER = `turn off 'Return All' and set a 'Limit' of at most ${PAGE_SIZE}`;

function textsOf(gap: Gap): { message: string; description: string } {
	switch (gap.kind) {
		case 'crowded':
			return {
				message: `At least ${PAGE_SIZE} entries were created and changed at the same moment (${gap.moment}), and Vapi gives no way to tell whether there are more`,
				description: `Add filters so that fewer entries share a moment, such as an assistant or a phone number, or ${FEWER}.`,
			};
		case 'noTime':
			return {
				message: 'Vapi listed entries without a time of creation, by which the list is read on',
				description: `What was created before them cannot be reached. Add filters that leave them out, or ${FEWER}.`,
			};
		case 'notFollowed':
			return {
				message: 'The list does not go on: its server answers every time with the same entries',
				description: `Check that the Base URL of the credential is the address of the API, or ${FEWER}.`,
			};
		case 'noNext':
			return {
				message: `Vapi gives ${PAGE_SIZE} entries of this list at most, and no way to tell whether there are more`,
				description: `Take those that there are: ${FEWER}.`,
			};
	}
}

/** For the end of a list of which rows may be missing. */
export function gapError(ctx: VapiContext, { itemIndex }: VapiRequest, gap: Gap): NodeError {
	return operationError(ctx, { ...textsOf(gap), itemIndex });
}
