import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import type { RecordedRequest } from '../../../../../sandbox/types.mts';
import type { NodeSpec, RunOptions } from '../../../harness/index.mts';
import { sandboxCredentials } from '../../../harness/index.mts';
import { createCall } from './workflows.mts';

/** Numbers that the sandbox answers in the ordinary way, all different. */
export function numbersFor(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `+1555555${String(2000 + index)}`);
}

/** Call: Create in batches, with nothing that differs but the number, unless `more` says so. */
export function batchCall(options: INodeParameters = {}, more: INodeParameters = {}): INodeParameters {
	return {
		...createCall({ batch: true, ...options }),
		variables: {},
		...more,
	};
}

/** A workflow that hands these items to the node `Vapi`. */
export function workflowOf(
	sandbox: Sandbox,
	items: IDataObject[],
	parameters: INodeParameters,
	node: Partial<NodeSpec> = {},
): RunOptions {
	return {
		nodes: [{ name: 'Vapi', parameters, ...node }],
		items,
		credentials: sandboxCredentials(sandbox),
	};
}

/** Items of one number each. */
export function itemsFor(numbers: string[]): IDataObject[] {
	return numbers.map((number) => ({ number }));
}

/** Requests that would place calls. */
export function posts(sandbox: Sandbox): RecordedRequest[] {
	return sandbox.requests.filter(({ method }) => method === 'POST');
}

/** The customers of a request. */
export function customersOf({ body }: RecordedRequest): IDataObject[] {
	return (body as { customers?: IDataObject[] }).customers ?? [];
}

/** Each item as the number of the item that it belongs to, and whom it was about. */
export const pairs = (items: INodeExecutionData[]): Array<[unknown, unknown]> =>
	items.map(({ json, pairedItem }) => [(pairedItem as { item: number }).item, json.customerNumber]);

/** The same, where each number has its call in its place. */
export const inOrder = (numbers: string[]): Array<[unknown, unknown]> =>
	numbers.map((number, index) => [index, number]);

/** The value of a list of names and values in a form. */
export const rows = (values: Record<string, string>) => ({
	values: Object.entries(values).map(([name, value]) => ({ name, value })),
});

/** Sends the whole run again by n8n, several times. */
export const RETRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
/** Goes on behind an item that failed. */
export const GOES_ON = { onError: 'continueRegularOutput' } as const;
