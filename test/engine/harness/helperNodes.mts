import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { agent } from './agentNode.mts';
import { describe } from './describeNode.mts';
import { workflowModule } from './n8n.mts';

const { Main } = workflowModule.NodeConnectionTypes;

const passOn: INodeType['execute'] = async function (this: IExecuteFunctions) {
	return [this.getInputData()];
};

/** Starts a workflow: what is put on the execution stack comes out. */
const trigger: INodeType = {
	description: describe({ name: 'trigger', group: ['trigger'], inputs: [] }),
	execute: passOn,
};

/** n8n's No Operation. */
const noOp: INodeType = { description: describe({ name: 'noOp' }), execute: passOn };

/** n8n's Edit Fields: adds `values` (an object, expressions resolved per item) to each item. */
const set: INodeType = {
	description: describe({
		name: 'set',
		properties: [{ displayName: 'Values', name: 'values', type: 'json', default: '{}' }],
	}),
	async execute(this: IExecuteFunctions) {
		return [
			this.getInputData().map((item, itemIndex) => ({
				json: {
					...item.json,
					...(this.getNodeParameter('values', itemIndex, {}, { ensureType: 'object' }) as IDataObject),
				},
				pairedItem: { item: itemIndex },
			})),
		];
	},
};

/** n8n's Loop Over Items: outputs `done` (0) and `loop` (1), `batchSize` items a round. */
const loop: INodeType = {
	description: describe({
		name: 'loop',
		outputs: [Main, Main],
		outputNames: ['done', 'loop'],
		properties: [{ displayName: 'Batch Size', name: 'batchSize', type: 'number', default: 1 }],
	}),
	async execute(this: IExecuteFunctions) {
		const context = this.getContext('node') as {
			open?: INodeExecutionData[];
			done?: INodeExecutionData[];
		};
		if (context.open === undefined) {
			context.open = this.getInputData();
			context.done = [];
		} else {
			context.done = [...(context.done ?? []), ...this.getInputData()];
		}
		const size = this.getNodeParameter('batchSize', 0, 1) as number;
		const batch = context.open.slice(0, size);
		context.open = context.open.slice(size);
		return batch.length > 0 ? [[], batch] : [context.done ?? [], []];
	},
};

/** Throws in its first `failures` tries, then passes its items on. */
const flaky: INodeType = {
	description: describe({
		name: 'flaky',
		properties: [{ displayName: 'Failures', name: 'failures', type: 'number', default: 1 }],
	}),
	async execute(this: IExecuteFunctions) {
		const context = this.getContext('node') as { tries?: number };
		context.tries = (context.tries ?? 0) + 1;
		if (context.tries <= (this.getNodeParameter('failures', 0) as number)) {
			throw new workflowModule.NodeOperationError(this.getNode(), `Try ${context.tries} ends here`);
		}
		return [this.getInputData()];
	},
};

/** n8n's HTTP Request with a predefined credential: GETs `url` with the Vapi credential. */
const httpRequest: INodeType = {
	description: describe({
		name: 'httpRequest',
		credentials: [{ name: 'vapiApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Method', name: 'method', type: 'string', default: 'GET' },
		],
	}),
	async execute(this: IExecuteFunctions) {
		const results: INodeExecutionData[] = [];
		for (const itemIndex of this.getInputData().keys()) {
			const response = await this.helpers.httpRequestWithAuthentication.call(this, 'vapiApi', {
				method: this.getNodeParameter('method', itemIndex) as 'GET',
				url: this.getNodeParameter('url', itemIndex) as string,
				json: true,
			});
			results.push({ json: { response }, pairedItem: { item: itemIndex } });
		}
		return [results];
	},
};

/** The harness's own node types, by full name. */
export const helperTypes: Record<string, INodeType> = {
	'test.trigger': trigger,
	'test.noOp': noOp,
	'test.set': set,
	'test.loop': loop,
	'test.flaky': flaky,
	'test.httpRequest': httpRequest,
	'test.agent': agent,
};
