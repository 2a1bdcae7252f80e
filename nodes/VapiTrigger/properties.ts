import type { INodeProperties } from 'n8n-workflow';

import { ANSWERED_EVENTS, ANY_EVENT, API_REQUEST } from '../shared/vapi/events';
import { eventOptions } from './eventOptions';
import { filterProperties } from './filters/filterProperties';
import { includeMessageOption, outputParameters } from './output/outputParameters';
import { registrationOptions, registrationProperties } from './registrationProperties';

/** Shown where an event may come that asks for an answer. */
const maybeAnswered = [ANY_EVENT, API_REQUEST, ...ANSWERED_EVENTS];

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
	filterProperties,
	{
		displayName: 'Respond',
		name: 'responseMode',
		type: 'options',
		displayOptions: { show: { events: maybeAnswered } },
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
				description: "With what a Vapi node of the resource 'Webhook Response' sends, not n8n's Respond to Webhook",
			},
			{
				name: 'When Last Node Finishes',
				value: 'lastNode',
				description: 'With the JSON of the last node\'s first item, which must have the shape that Vapi expects. What it cannot use is answered with an error that says why.',
			},
		],
	},
	{
		displayName:
			"A Vapi node of the resource 'Webhook Response' answers. n8n's own Respond to Webhook node cannot answer this trigger. Where the workflow fails, ends early or takes too long, Vapi gets an error in its place: give nodes that may fail an error output (Settings, On Error) that leads to the node that answers, to say it in your own words.",
		name: 'responseNodeNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: maybeAnswered, responseMode: ['responseNode'] } },
	},
	{
		displayName:
			"Vapi gets an empty answer, before the workflow runs: a tool call then has no result, and an incoming call no assistant. To answer from the workflow, set 'Respond' to Using Vapi Node.",
		name: 'emptyAnswerNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: maybeAnswered, responseMode: ['onReceived'] } },
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
		displayName:
			"Requests have to prove that they come from Vapi, or this trigger does not start. Set 'Check Webhooks By' in the credential to what you set up in Vapi, choose something under 'Register Automatically', or set 'Accept Requests' to From Anyone.",
		name: 'checkNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { acceptFrom: ['vapi'], registerOn: ['none'] } },
	},
	...registrationProperties,
	...outputParameters,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Allow Repeats',
				name: 'allowRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether a report, a status or an event of a campaign starts the workflow again when it comes a second time',
			},
			{
				displayName: 'Include Headers',
				name: 'includeHeaders',
				type: 'boolean',
				default: true,
				description: "Whether to add the headers of the request, in the field 'headers'. Secrets are hidden.",
			},
			includeMessageOption,
			{
				displayName: 'Include Query',
				name: 'includeQuery',
				type: 'boolean',
				default: true,
				description:
					"Whether to add what stands behind the question mark of the webhook URL, in the field 'query'. Secrets are hidden.",
			},
			...registrationOptions,
		],
	},
];
