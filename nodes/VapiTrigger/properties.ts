import type { INodeProperties } from 'n8n-workflow';

import { eventOptions } from './eventOptions';

/** Events whose answer Vapi uses: only for these does it matter how the workflow responds. */
const answered = [
	'assistant-request',
	'call.endpointing.request',
	'campaign.predial',
	'function-call',
	'handoff-destination-request',
	'knowledge-base-request',
	'tool-calls',
	'transfer-destination-request',
	'voice-request',
];

const locator = (
	kind: string,
	name: string,
	displayName: string,
	searchListMethod: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	displayOptions: { show: { registerOn: [kind] } },
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 7d2c8f0a-3b6e-4e0f-9f57-1c2d3e4f5a6b',
		},
	],
});

/** The trigger's parameters, in the order of the screen. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['end-of-call-report'],
		options: eventOptions,
	},
	{
		displayName: 'Respond',
		name: 'responseMode',
		type: 'options',
		displayOptions: { show: { events: answered } },
		default: 'onReceived',
		description: 'When Vapi gets its answer to an event that asks for one',
		options: [
			{
				name: 'Immediately',
				value: 'onReceived',
				description: 'With an empty answer, before the workflow runs. Tool calls then have no result.',
			},
			{
				name: 'Using Vapi Node',
				value: 'responseNode',
				description: "With what a Vapi node of the resource 'Webhook Response' sends",
			},
			{
				name: 'When Last Node Finishes',
				value: 'lastNode',
				description: 'With the JSON of the last node\'s first item, which must have the shape that Vapi expects',
			},
		],
	},
	{
		displayName: 'Accept Requests',
		name: 'acceptFrom',
		type: 'options',
		default: 'vapi',
		description: 'Who can start the workflow through the webhook URL',
		options: [
			{
				name: 'From Vapi Only',
				value: 'vapi',
				description: 'Requests that pass the check set up in the credential, or that come from a registration of this node',
			},
			{
				name: 'From Anyone',
				value: 'anyone',
				description: 'Every request, forged ones included',
			},
		],
	},
	{
		displayName:
			'Anyone who knows the webhook URL can start this workflow with made-up calls and data.',
		name: 'unverifiedNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { acceptFrom: ['anyone'] } },
	},
	{
		displayName: 'Register Automatically',
		name: 'registerOn',
		type: 'options',
		default: 'none',
		description:
			'Where this node enters its webhook URL at Vapi when you publish the workflow. What was there before comes back when you unpublish it.',
		options: [
			{
				name: 'Assistant',
				value: 'assistant',
				description: 'All events of the calls that an assistant takes or makes. Only the selected ones are sent.',
			},
			{
				name: 'None',
				value: 'none',
				description: 'You paste the webhook URL into Vapi yourself',
			},
			{
				name: 'Phone Number',
				value: 'phoneNumber',
				description: 'Calls of a number, as long as its assistant has no server URL of its own',
			},
			{ name: 'Tool', value: 'tool', description: 'Only the calls of one tool' },
		],
	},
	locator(
		'assistant',
		'assistantId',
		'Assistant',
		'searchAssistants',
		'The assistant whose events come here. Its server URL is replaced while the workflow is published.',
	),
	locator(
		'phoneNumber',
		'phoneNumberId',
		'Phone Number',
		'searchPhoneNumbers',
		'The phone number whose events come here. Its server URL is replaced while the workflow is published.',
	),
	locator(
		'tool',
		'toolId',
		'Tool',
		'searchTools',
		'The tool whose calls come here. Its server URL is replaced while the workflow is published.',
	),
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description:
			'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Message',
				name: 'includeMessage',
				type: 'boolean',
				default: true,
				displayOptions: { show: { '/simplify': [true] } },
				description: "Whether to add the whole message as Vapi sent it, in the field 'message'",
			},
			{
				displayName: 'Register During Test',
				name: 'registerDuringTest',
				type: 'boolean',
				default: true,
				displayOptions: { hide: { '/registerOn': ['none'] } },
				description:
					'Whether a test in the editor enters the test URL at Vapi, too. It replaces the server URL until the test ends.',
			},
			{
				displayName: 'Retry Delivery',
				name: 'retryDelivery',
				type: 'boolean',
				default: true,
				displayOptions: { hide: { '/registerOn': ['none'] } },
				description:
					'Whether Vapi sends an event again (up to 3 times) that n8n did not take. Tool calls can then run twice.',
			},
			{
				displayName: 'Take Over',
				name: 'takeOver',
				type: 'boolean',
				default: true,
				displayOptions: { hide: { '/registerOn': ['none'] } },
				description:
					'Whether to replace the registration of another Vapi Trigger, which then gets no more events',
			},
			{
				displayName: 'Timeout (Seconds)',
				name: 'timeoutSeconds',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 300 },
				default: 20,
				displayOptions: { hide: { '/registerOn': ['none'] } },
				description: 'How long Vapi waits for an answer. Naming an assistant has 7.5 seconds, whatever is set here.',
			},
		],
	},
];
