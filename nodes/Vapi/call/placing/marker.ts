import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../../shared/base/values';
import { customersOf, isBatch } from './identity';

/** The key in the call's metadata. */
const MARKER = 'n8nDial';

/** The part of the marker that every execution of the workflow shares. */
function stem(ctx: IExecuteFunctions, itemIndex: number): string {
	return `${ctx.getWorkflow().id}/${ctx.getNode().id}/${itemIndex}/`;
}

/** Names the item that a call is placed for: `<workflow>/<node>/<item>/<execution>`. */
export function markerFor(ctx: IExecuteFunctions, itemIndex: number): string {
	return `${stem(ctx, itemIndex)}${ctx.getExecutionId()}`;
}

/**
 * Whether a marker names this item. 'Retry execution' runs under an ID of its own and does not
 * know the first one's, so there any execution's marker will do.
 */
export function namesItem(ctx: IExecuteFunctions, itemIndex: number, marker: string): boolean {
	return ctx.getMode() === 'retry'
		? marker.startsWith(stem(ctx, itemIndex))
		: marker === markerFor(ctx, itemIndex);
}

/** The marker that a call carries, wherever its metadata stand. */
export function markerOf(call: IDataObject): string | undefined {
	const customer = asObject(call.customer);
	const holders = [
		customer.assistantOverrides,
		customer.squadOverrides,
		call.assistantOverrides,
		call.squadOverrides,
	];
	return holders
		.map((holder) => asObject(asObject(holder).metadata)[MARKER])
		.find((marker) => typeof marker === 'string');
}

/**
 * The request with the marker in its metadata, beside what the request itself has there. Overrides
 * of a customer replace those of the call, so each customer that has some gets the marker too.
 */
export function withMarker(body: IDataObject, marker: string): IDataObject {
	const squad = body.squadId !== undefined || body.squad !== undefined;
	const name = squad ? 'squadOverrides' : 'assistantOverrides';
	const mark = (overrides: unknown): IDataObject => {
		const given = asObject(overrides);
		const metadata = asObject(given.metadata ?? asObject(body.assistant).metadata);
		return { ...given, metadata: { ...metadata, [MARKER]: marker } };
	};
	const marked: IDataObject = { ...body, [name]: mark(body[name]) };
	if (isBatch(body)) {
		marked.customers = customersOf(body).map((customer) =>
			customer[name] === undefined ? customer : { ...customer, [name]: mark(customer[name]) },
		);
	}
	return marked;
}
