import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../locator';

/** The names that filters have on the screen. */
export const FILTER_NAMES = {
	assistantId: 'Assistant',
	callType: 'Call Type',
	campaignId: 'Campaign ID',
	customerNumber: 'Customer Number',
	outcome: 'Outcome',
	phoneNumberId: 'Phone Number',
} as const;

/** What an event must be about to start the workflow. */
export const filterProperties: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		'What an event must be about to start the workflow. An event that does not say it does not start it; Outcome looks only at events of a call that has ended.',
	options: [
		locator(
			'assistantId',
			FILTER_NAMES.assistantId,
			'searchAssistants',
			'Only events of calls, chats and sessions of this assistant',
		),
		{
			displayName: FILTER_NAMES.callType,
			name: 'callType',
			type: 'multiOptions',
			default: [],
			description: 'Only events of calls of these kinds',
			options: [
				{ name: 'Inbound Phone Call', value: 'inboundPhoneCall' },
				{ name: 'Outbound Phone Call', value: 'outboundPhoneCall' },
				{ name: 'Web Call', value: 'webCall' },
				{ name: 'WebSocket Call', value: 'vapi.websocketCall' },
			],
		},
		{
			displayName: FILTER_NAMES.campaignId,
			name: 'campaignId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 7d2c8f0a-3b6e-4e0f-9f57-1c2d3e4f5a6b',
			description: 'Only events of this campaign and its calls',
		},
		{
			displayName: FILTER_NAMES.customerNumber,
			name: 'customerNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. +15555550123, +15555550124',
			description:
				'Only events of calls with these phone numbers or SIP addresses, several separated by commas. Numbers need their country code.',
		},
		{
			displayName: FILTER_NAMES.outcome,
			name: 'outcome',
			type: 'multiOptions',
			default: [],
			description:
				'Only calls that ended like this. It looks at the report of a call and at the status with which it ends; other events pass.',
			options: [
				{ name: 'Answered', value: 'answered' },
				{ name: 'Busy', value: 'busy' },
				{ name: 'Canceled', value: 'canceled' },
				{ name: 'Failed', value: 'failed' },
				{ name: 'No Answer', value: 'no-answer' },
				{ name: 'Other', value: 'other' },
				{ name: 'Voicemail', value: 'voicemail' },
			],
		},
		locator(
			'phoneNumberId',
			FILTER_NAMES.phoneNumberId,
			'searchPhoneNumbers',
			'Only events of calls over this phone number of yours',
		),
	],
};
