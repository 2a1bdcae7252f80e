import type { IDataObject } from 'n8n-workflow';

import type { Gap } from './listGaps';

/** The rows of a page and where the next one starts, if there may be one. */
export interface Page<Next> {
	rows: IDataObject[];
	next?: Next;
	/** Why rows may be missing that Vapi gives no way to read. */
	gap?: Gap;
}
