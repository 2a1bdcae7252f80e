import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { asList } from '../../shared/base/values';
import type { OutputChoice } from '../../shared/vapi/output/outputChoice';
import { eventFieldChoices } from './eventFields';
import type { OutputSettings } from './eventItems';

/** What decides how much of an event comes out. */
export const outputParameters: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simple',
		description: 'How much of each event to return',
		options: [
			{
				name: 'Simplified',
				value: 'simple',
				description: 'The at most ten fields that most workflows go on with',
			},
			{
				name: 'Selected Fields',
				value: 'fields',
				description: 'The event, the ID of the call, and the fields that you choose',
			},
			{ name: 'Raw', value: 'raw', description: 'The whole message as Vapi sent it' },
		],
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		default: [],
		description: 'What to return besides event and call ID; a field that an event does not have is null',
		displayOptions: { show: { output: ['fields'] } },
		options: eventFieldChoices.map(({ field, name, description }) => ({
			name,
			value: field,
			...(description !== undefined && { description }),
		})),
	},
];

/** Adds the message to what is no more than a part of it. */
export const includeMessageOption: INodeProperties = {
	displayName: 'Include Message',
	name: 'includeMessage',
	type: 'boolean',
	default: true,
	displayOptions: { hide: { '/output': ['raw'] } },
	description: "Whether to add the whole message as Vapi sent it, in the field 'message'",
};

/** What these parameters and the node's options say. */
export function outputSettings(
	ctx: IWebhookFunctions,
	options: { includeMessage?: boolean },
): OutputSettings {
	const mode = ctx.getNodeParameter('output', 'simple') as OutputChoice['mode'];
	return {
		mode,
		fields: mode === 'fields' ? asList(ctx.getNodeParameter('fields', [])).map(String) : [],
		includeMessage: options.includeMessage === true,
	};
}
