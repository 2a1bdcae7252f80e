import type { INodeProperties } from 'n8n-workflow';

import { locator } from './locator';

/** What the trigger registers itself on. */
const target = (kind: string, ...field: Parameters<typeof locator>): INodeProperties => ({
	...locator(...field),
	displayOptions: { show: { registerOn: [kind] } },
});

/** Where the trigger enters its webhook URL at Vapi. */
export const registrationProperties: INodeProperties[] = [
	{
		displayName: 'Register Automatically',
		name: 'registerOn',
		type: 'options',
		default: 'none',
		description:
			'Where this node enters its webhook URL at Vapi when you publish the workflow (n8n 1.x: activate it). What was there before comes back when you unpublish it.',
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
	{
		displayName:
			'Vapi sends the events of an assistant, phone number or tool to one URL only. One trigger at a time can hold it: publishing a second one is refused, or takes over.',
		name: 'registrationNotice',
		type: 'notice',
		default: '',
		displayOptions: { hide: { registerOn: ['none'] } },
	},
	target(
		'assistant',
		'assistantId',
		'Assistant',
		'searchAssistants',
		'The assistant whose events come here. Its server URL is replaced while the workflow is published.',
	),
	target(
		'phoneNumber',
		'phoneNumberId',
		'Phone Number',
		'searchPhoneNumbers',
		'The phone number whose events come here. Its server URL is replaced while the workflow is published.',
	),
	target(
		'tool',
		'toolId',
		'Tool',
		'searchTools',
		'The tool whose calls come here. Its server URL is replaced while the workflow is published.',
	),
];

/** How it is registered; only where it registers itself. */
export const registrationOptions: INodeProperties[] = [
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
			'Whether to replace the registration of another Vapi Trigger when the workflow is published. That one gets no more events until its own workflow is unpublished and published again.',
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
];
