import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Dialing } from '../placing/dialing.mts';
import { retryExecution, runWorkflow } from '../../../harness/index.mts';
import type { NodeSpec, RunOptions, RunResult } from '../../../harness/index.mts';
import type { RecordedRequest } from '../../../../../sandbox/types.mts';
import { createCall } from '../placing/workflows.mts';

/** How items may go out: each rule has to hold in every way. */
export const WAYS: Array<[string, INodeParameters, INodeParameters]> = [
	['one by one', {}, {}],
	['in batches', { batch: true, batchSize: 2 }, { variables: {} }],
	['several at a time', { parallelRequests: 3 }, {}],
	['in batches, several at a time', { batch: true, batchSize: 2, parallelRequests: 2 }, { variables: {} }],
	['with Dial Once off', { dialOnce: false }, {}],
	['in batches, with Dial Once off', { dialOnce: false, batch: true }, { variables: {} }],
	['waited for', { maxWait: 1 }, { operation: 'createAndWait' }],
];

export const GOES_ON: Partial<NodeSpec> = { onError: 'continueRegularOutput' };

/** A workflow that calls the `number` of each item under rules. */
export function ruled(
	{ credentials }: Dialing,
	items: IDataObject[],
	options: INodeParameters,
	more: INodeParameters = {},
	node: Partial<NodeSpec> = {},
): RunOptions {
	return {
		nodes: [{ name: 'Vapi', parameters: { ...createCall(options), ...more }, ...node }],
		items,
		credentials: credentials(),
	};
}

export const itemsOf = (numbers: string[]): IDataObject[] => numbers.map((number) => ({ number }));

/** Runs it, and gives what came out, in the order of the items. */
export async function outcomeOf(options: RunOptions): Promise<IDataObject[]> {
	return (await runWorkflow(options)).json('Vapi');
}

/** 'Retry execution' of one that failed, with the node as it is now. */
export async function retried(first: RunResult, original: RunOptions): Promise<IDataObject[]> {
	return (await retryExecution({ saved: first.saved, original, current: original })).json('Vapi');
}

/** Bodies of the POSTs. */
export const bodiesOf = ({ sandbox }: Dialing): IDataObject[] =>
	sandbox()
		.requests.filter(({ method }: RecordedRequest) => method === 'POST')
		.map(({ body }) => body as IDataObject);

/** Whom the POSTs were for. */
export const dialedIn = (dialing: Dialing): unknown[] =>
	dialing.sandbox().dials.map(({ number }) => number);
