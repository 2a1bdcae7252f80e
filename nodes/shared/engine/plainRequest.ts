import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { VapiRequest } from '../api/exchange';
import { vapiRequest } from '../api/request';
import type { OutputShape } from '../vapi/output/outputShape';
import { buildRequest } from './buildRequest';
import { withForm } from './formRequest';
import type { OperationHandler } from './handler';
import { itemReader } from './itemReader';
import { readOutput } from './readOutput';
import type { RequestOperation } from './rows';

/** What a request came to, with the parameters that decide how it comes out. */
export interface PreparedRequest {
	request: VapiRequest;
	/** What each row of the answer becomes. */
	output: (row: IDataObject) => IDataObject;
}

/**
 * What comes out of a row for an item; all of it where the operation has no Output.
 * @throws Refusal for what an expression gives that is no choice
 */
export function outputOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	operation: RequestOperation,
	output: OutputShape | undefined,
): (row: IDataObject) => IDataObject {
	if (output === undefined) return (row) => row;
	const choice = readOutput(itemReader(ctx, itemIndex, operation).value, output.names);
	return (row) => output.shape(row, choice);
}

/**
 * An operation that is one request, whose answer is one item. Of what is deleted, n8n's convention
 * is `{ deleted: true }`; the ID says what.
 * @param output what Output does, where the operation has it
 */
export function plainRequest(
	operation: RequestOperation,
	output?: OutputShape,
): OperationHandler<PreparedRequest> {
	return {
		async prepare(ctx, itemIndex) {
			const built = buildRequest(ctx, itemIndex, operation);
			const isForm = operation.contentType === 'multipart/form-data';
			const request = isForm ? await withForm(ctx, itemIndex, operation, built) : built;
			return { request, output: outputOf(ctx, itemIndex, operation, output) };
		},
		async execute(ctx, _itemIndex, { request, output: itemOf }) {
			const answer = (await vapiRequest(ctx, request)) as IDataObject;
			if (operation.method !== 'DELETE') return [{ json: itemOf(answer) }];
			const id = decodeURIComponent(request.path.split('/').at(-1) ?? '');
			return [{ json: { deleted: true, id } }];
		},
	};
}
