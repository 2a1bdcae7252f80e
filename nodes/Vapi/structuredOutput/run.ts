import type { IDataObject } from 'n8n-workflow';

import type { VapiRequest } from '../../shared/api/exchange';
import { vapiRequest } from '../../shared/api/request';
import { refuse } from '../../shared/base/refusal';
import { asList } from '../../shared/base/values';
import type { OperationHandler } from '../../shared/engine/handler';
import { itemReader, placed, setRows } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/structuredOutput/run';

/** How many calls Vapi takes at a time. */
const MOST_CALLS = 100;

/** Structured Output: Run on Calls. What Vapi answers comes out: the results of a preview, or that it has begun. */
export const run: OperationHandler<VapiRequest> = {
	async prepare(ctx, itemIndex) {
		const { value, name } = itemReader(ctx, itemIndex, operation);
		// The form keeps what was filled in for the other source.
		const left = value('source') === 'json' ? 'structuredOutputId' : 'structuredOutput';
		const rows = operation.fields.filter(({ parameter }) => parameter !== left);
		const { body } = placed(setRows(ctx, itemIndex, rows));
		const calls = asList(body.callIds);
		const holds = `'${name('callIds')}' holds ${calls.length} calls`;
		if (calls.length > MOST_CALLS) {
			refuse(`${holds}, and Vapi takes ${MOST_CALLS} at a time`, 'Give each item fewer of them');
		}
		if (value('preview') === true && calls.length !== 1) {
			refuse(`${holds}, and a preview takes one`, `Choose one call, or turn off '${name('preview')}'`);
		}
		return { method: 'POST', path: '/structured-output/run', body, itemIndex };
	},
	async execute(ctx, _itemIndex, request) {
		return [{ json: (await vapiRequest(ctx, request)) as IDataObject }];
	},
};
