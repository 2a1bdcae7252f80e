import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { listSearch } from '../shared/vapi/lists/listSearch';
import { properties } from './properties';
import { checkExists, createRegistration, deleteRegistration } from './registration/hooks';
import { triggerPanel } from './triggerPanel';
import { refuseFilters } from './filters/refuseFilters';
import { handleApiRequest } from './handleApiRequest';
import { handleWebhook } from './handleWebhook';
import { refuseOnlyApiRequests } from './refuseOnlyApiRequests';
import { refuseUnanswered } from './refuseUnanswered';
import { apiRequestDescription, webhookDescription } from './webhookDescription';

/** Starts a workflow on what Vapi reports or asks during and after a call. */
export class VapiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vapi Trigger',
		name: 'vapiTrigger',
		icon: { light: 'file:../../icons/vapi.svg', dark: 'file:../../icons/vapi.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Call people with voice AI agents by Vapi, and start workflows when a call ends or an agent asks for something',
		defaults: { name: 'Vapi Trigger' },
		eventTriggerDescription: 'Waiting for Vapi to send an event to the test URL',
		activationMessage: 'Vapi can now send events to the production URL of this workflow.',
		triggerPanel,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vapiApi', required: true }],
		webhooks: [webhookDescription, apiRequestDescription],
		properties,
	};

	methods = { listSearch };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				refuseUnanswered(this);
				await refuseFilters(this);
				refuseOnlyApiRequests(this);
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await createRegistration(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await deleteRegistration(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const isApiRequest = this.getWebhookName() === apiRequestDescription.name;
		return await (isApiRequest ? handleApiRequest(this) : handleWebhook(this));
	}
}
