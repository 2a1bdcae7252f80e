import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { Refusal } from '../../shared/base/refusal';
import { attempt, valueOrThrow } from '../../shared/base/result';
import { destinationOf } from '../../shared/vapi/phoneNumber/destination';
import { isRestart } from '../registration/activation';
import { refuseToListen } from '../registration/refuseToListen';
import { FILTER_NAMES } from './filterProperties';
import { filtersOf } from './passesFilters';

const isFilter = (name: string): name is keyof typeof FILTER_NAMES => Object.hasOwn(FILTER_NAMES, name);

/** Refuses a number that no event could be compared with. */
async function refuseAddress(ctx: IHookFunctions, address: string): Promise<void> {
	const field = FILTER_NAMES.customerNumber;
	const reading = await attempt(Promise.resolve(address).then((text) => destinationOf(text, { field })));
	if ('error' in reading && reading.error instanceof Refusal) {
		refuseToListen(ctx, `Filters: ${reading.error.message}`, `${reading.error.wayOut}.`);
	}
	valueOrThrow(reading);
}

/**
 * Refuses filters that are empty, which would let everything pass, and numbers that nobody can read.
 * n8n's own start goes on, where a refusal would take down what somebody runs.
 * @throws NodeOperationError
 */
export async function refuseFilters(ctx: IHookFunctions): Promise<void> {
	if (isRestart(ctx)) return;
	const parameter = ctx.getNodeParameter('filters', {}) as IDataObject;
	const filters = filtersOf(parameter);
	for (const name of Object.keys(parameter).filter(isFilter)) {
		if (filters[name].length > 0) continue;
		const message = `Filters: '${FILTER_NAMES[name]}' is empty`;
		refuseToListen(ctx, message, 'Fill it in, or remove this filter.');
	}
	for (const address of filters.customerNumber) await refuseAddress(ctx, address);
}
