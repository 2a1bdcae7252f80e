import type { IDataObject } from 'n8n-workflow';

import type { VapiRequest } from '../api/exchange';
import { vapiRequest } from '../api/request';
import { buildRequest } from './buildRequest';
import type { OperationHandler } from './handler';
import { itemReader } from './itemReader';
import type { RequestOperation } from './rows';

/** What a request came to, with the parameters that decide how it comes out. */
export interface PreparedRequest {
	request: VapiRequest;
	/** What each row of the answer becomes. */
	output: (row: IDataObject) => IDataObject;
}

/** What comes out of a row by the parameter Simplify, where the operation has it. */
export function outputOf(
	simplify: unknown,
	shorten: ((raw: IDataObject) => IDataObject) | undefined,
): (row: IDataObject) => IDataObject {
	return shorten !== undefined && simplify === true ? shorten : (row) => row;
}

/**
 * An operation that is one request, whose answer is one item. Of what is deleted, n8n's convention
 * is `{ deleted: true }`; the ID says what.
 * @param shorten what Simplify does, where the operation has it
 */
export function plainRequest(
	operation: RequestOperation,
	shorten?: (raw: IDataObject) => IDataObject,
): OperationHandler<PreparedRequest> {
	return {
		async prepare(ctx, itemIndex) {
			const request = buildRequest(ctx, itemIndex, operation);
			const simplify = shorten && itemReader(ctx, itemIndex, operation).value('simplify');
			return { request, output: outputOf(simplify, shorten) };
		},
		async execute(ctx, _itemIndex, { request, output }) {
			const answer = (await vapiRequest(ctx, request)) as IDataObject;
			if (operation.method !== 'DELETE') return [{ json: output(answer) }];
			const id = decodeURIComponent(request.path.split('/').at(-1) ?? '');
			return [{ json: { deleted: true, id } }];
		},
	};
}
