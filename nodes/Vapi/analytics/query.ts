import type { IDataObject } from 'n8n-workflow';

import type { VapiRequest } from '../../shared/api/exchange';
import { rowsOf } from '../../shared/api/listRows';
import { vapiRequest } from '../../shared/api/request';
import { refuse } from '../../shared/base/refusal';
import { withoutUnset } from '../../shared/base/values';
import type { OperationHandler } from '../../shared/engine/handler';
import type { ItemReader } from '../../shared/engine/itemReader';
import { itemReader, placed, setRows } from '../../shared/engine/itemReader';
import type { ParameterOf } from '../../shared/engine/rows';
import { operation } from '../../shared/generated/analytics/query';

/** What items name as their query where the form gives it no name. */
const USUAL_NAME = 'query';

/** The query that the form describes. Days begin where the workflow is at home, as its dates do. */
function queryOf({ ctx, value, name }: ItemReader<ParameterOf<typeof operation>>): IDataObject {
	const [start, end] = [value('options.start'), value('options.end')];
	if (start !== undefined && end !== undefined && String(start) > String(end)) {
		const [first, last] = [name('options.start'), name('options.end')];
		refuse(`'${first}' is after '${last}'`, 'Exchange them');
	}
	return withoutUnset({
		table: value('table'),
		name: value('options.queryName') ?? USUAL_NAME,
		groupBy: value('groupBy'),
		groupByVariableValue: value('options.groupByVariableValue'),
		timeRange: withoutUnset({
			...{ start, end, step: value('options.step') },
			timezone: value('options.timezone') ?? ctx.getTimezone(),
		}),
		operations: [
			withoutUnset({
				operation: value('aggregation'),
				column: value('column'),
				alias: value('options.alias'),
			}),
		],
	});
}

/** Analytics: Query. An item for each row of each result, with the name of its query. */
export const query: OperationHandler<VapiRequest> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, operation);
		const isJson = reader.value('specifyQuery') === 'json';
		const queries = isJson
			? placed(setRows(ctx, itemIndex, operation.fields)).body.queries
			: [queryOf(reader)];
		return { method: 'POST', path: '/analytics', body: { queries }, itemIndex };
	},
	async execute(ctx, _itemIndex, request) {
		const results = rowsOf(ctx, request, await vapiRequest(ctx, request));
		return results.flatMap(({ name, result }) =>
			rowsOf(ctx, request, result).map((row) => ({ json: { query: name, ...row } })),
		);
	},
};
