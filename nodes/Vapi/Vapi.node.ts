import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { route } from '../shared/engine/router';
import { properties } from '../shared/generated/Vapi';
import { listSearch } from '../shared/vapi/lists/listSearch';
import { loadOptions } from '../shared/vapi/lists/loadOptions';
import { resumeWebhooks } from './call/wait/resumeWebhooks';
import { wake } from './call/wait/wake';
import { handlerOf } from './operations';

export class Vapi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vapi',
		name: 'vapi',
		icon: { light: 'file:../../icons/vapi.svg', dark: 'file:../../icons/vapi.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Place and follow phone calls by Vapi voice AI agents',
		defaults: { name: 'Vapi' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vapiApi', required: true }],
		webhooks: resumeWebhooks,
		waitingNodeTooltip: 'Waiting until Vapi has reported the end of every call',
		properties,
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this, handlerOf);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await wake(this);
	}
}
