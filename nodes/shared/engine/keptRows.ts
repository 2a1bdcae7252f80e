import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { foundAt } from '../vapi/output/found';
import { itemReader } from './itemReader';
import type { RequestOperation } from './rows';

/**
 * The filters of a list that Vapi does not have itself: a row is kept where it contains what each of
 * them says, in upper or lower case.
 * @returns undefined where none is set
 * @throws Refusal
 */
export function keptRows(
	ctx: IExecuteFunctions,
	itemIndex: number,
	operation: RequestOperation,
): ((row: IDataObject) => boolean) | undefined {
	const { value } = itemReader<RequestOperation>(ctx, itemIndex, operation);
	const filters = operation.fields.flatMap(({ parameter, keeps }) => {
		const text = keeps && value(parameter);
		return text === undefined ? [] : [{ keeps, text: String(text).toLowerCase() }];
	});
	if (filters.length === 0) return undefined;
	return (row) =>
		filters.every(({ keeps = [], text }) =>
			foundAt(row, keeps).some(({ value: held }) => String(held).toLowerCase().includes(text)),
		);
}
