import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { route } from '../shared/engine/router';
import { properties } from '../shared/generated/VapiEvaluation';
import { listSearch } from '../shared/vapi/lists/listSearch';
import { loadOptions } from '../shared/vapi/lists/loadOptions';
import { evaluationHandlerOf } from './evaluationOperations';

export class VapiEvaluation implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vapi Evaluation',
		name: 'vapiEvaluation',
		icon: { light: 'file:../../icons/vapi.svg', dark: 'file:../../icons/vapi.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Test and judge your Vapi voice agents',
		defaults: { name: 'Vapi Evaluation' },
		// Tests are set up by people; what an agent may do by itself, the Vapi node has.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vapiApi', required: true }],
		properties,
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this, evaluationHandlerOf);
	}
}
