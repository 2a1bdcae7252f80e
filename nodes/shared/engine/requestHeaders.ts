import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../base/refusal';
import type { ParameterRow } from './rows';

/** What a header may hold by RFC 9110, without what was once allowed beyond ASCII. */
const VISIBLE = /^[\t\x20-\x7e]*$/;

/**
 * The headers that parameters fill, as texts.
 * @param values by name of the header
 * @throws Refusal where a header cannot hold a value: what comes after a line break would be another header
 */
export function headersOf(
	fields: readonly ParameterRow[],
	values: IDataObject,
): Record<string, string> {
	const filled = fields.filter((row) => row.in === 'header' && values[row.path.join()] !== undefined);
	return Object.fromEntries(
		filled.map(({ displayName, path }) => {
			const name = path.join();
			const text = String(values[name]);
			if (VISIBLE.test(text)) return [name, text];
			return refuse(
				`'${displayName}' is sent as a header, which holds letters, digits and signs of English only`,
				'Leave out line breaks, accents and emoji',
			);
		}),
	);
}
