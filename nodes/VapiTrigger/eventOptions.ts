import type { INodePropertyOptions } from 'n8n-workflow';

import { ANY_EVENT, API_REQUEST } from '../shared/vapi/events';

/**
 * Every server message, under Vapi's own value: those of the contract, and `campaign.event`, of which
 * it has no schema. Without `voice-request`, whose answer is a stream of audio while somebody listens,
 * and nothing that a workflow makes; and with the request of a tool, which is none. Grouped by what they are about, the common ones of a group first.
 */
export const eventOptions: INodePropertyOptions[] = [
	{
		name: 'Any Event',
		value: ANY_EVENT,
		description: 'Whatever Vapi sends, events included that this list does not have yet. Several come many times a second.',
	},
	{
		name: 'Call: Ended (Full Report)',
		value: 'end-of-call-report',
		description: 'A call is over and its transcript, summary and costs are ready',
	},
	{
		name: 'Call: Status Changed',
		value: 'status-update',
		description: 'A call is queued, rings, goes on, is forwarded or has ended',
	},
	{
		name: 'Call: Transferred',
		value: 'transfer-update',
		description: 'A call has gone to another assistant, number or SIP address',
	},
	{
		name: 'Call: Assistant Started',
		value: 'assistant.started',
		description: 'An assistant takes over the conversation',
	},
	{
		name: 'Call: Control',
		value: 'phone-call-control',
		description: 'A call is to be forwarded or ended',
	},
	{
		name: 'Call: Hang',
		value: 'hang',
		description: 'The assistant has not answered for several seconds; the call goes on',
	},
	{
		name: 'Call: Artifact Uploaded',
		value: 'call.artifact.upload',
		description: 'Recordings or logs of a call were written to your own storage, or could not be',
	},
	{
		name: 'Call: Data Deleted',
		value: 'call.deleted',
		description: 'The data of a call was erased',
	},
	{
		name: 'Call: Data Not Deleted',
		value: 'call.delete.failed',
		description: 'The data of a call could not be erased',
	},
	{
		name: 'Campaign: Event',
		value: 'campaign.event',
		description: 'A campaign or one of its contacts has moved on. May come in another order, or twice.',
	},
	{ name: 'Chat: Created', value: 'chat.created', description: 'A text chat has a new message' },
	{ name: 'Chat: Deleted', value: 'chat.deleted', description: 'A text chat was removed' },
	{
		name: 'Conversation: Transcript (Final Only)',
		value: 'transcript[transcriptType="final"]',
		description: 'What was said, once it does not change any more',
	},
	{
		name: 'Conversation: Transcript',
		value: 'transcript',
		description: 'A piece of what is being said, still changing or final. Comes very often.',
	},
	{
		name: 'Conversation: Updated',
		value: 'conversation-update',
		description: 'Something was said. Comes often, with the whole conversation so far.',
	},
	{
		name: 'Conversation: User Interrupted',
		value: 'user-interrupted',
		description: 'The customer cut in while the assistant was speaking',
	},
	{
		name: 'Conversation: Assistant Speech Started',
		value: 'assistant.speechStarted',
		description: 'The assistant begins to say something',
	},
	{
		name: 'Conversation: Speech Updated',
		value: 'speech-update',
		description: 'Someone starts or stops speaking. Comes often.',
	},
	{
		name: 'Conversation: Language Changed',
		value: 'language-changed',
		description: 'The conversation goes on in another language',
	},
	{
		name: 'Conversation: Language Change Detected',
		value: 'language-change-detected',
		description: 'The customer speaks another language than before',
	},
	{
		name: 'Conversation: Model Output',
		value: 'model-output',
		description: 'A piece of what the language model writes. Comes very often.',
	},
	{
		name: 'Conversation: Voice Input',
		value: 'voice-input',
		description: 'Text that goes to the voice, as it is about to be spoken',
	},
	{
		name: 'Question: Tool Called',
		value: 'tool-calls',
		description: 'The assistant calls tools and waits for their results. Gives one item for each.',
	},
	{
		name: 'Question: API Request Tool Called',
		value: API_REQUEST,
		description: 'A tool of the type API Request calls the URL that this node has for it. Any Event does not include it.',
	},
	{
		name: 'Question: Assistant Needed',
		value: 'assistant-request',
		description: 'A call comes in on a number without an assistant. Vapi waits 7.5 seconds for one.',
	},
	{
		name: 'Question: Transfer Destination Needed',
		value: 'transfer-destination-request',
		description: 'The assistant transfers the call and asks where to',
	},
	{
		name: 'Question: Handoff Destination Needed',
		value: 'handoff-destination-request',
		description: 'The assistant hands over and asks to whom',
	},
	{
		name: 'Question: Knowledge Needed',
		value: 'knowledge-base-request',
		description: 'A custom knowledge base is asked for documents',
	},
	{
		name: 'Question: Campaign Call Ahead',
		value: 'campaign.predial',
		description: 'A campaign is about to call someone and asks whether it may',
	},
	{
		name: 'Question: Endpointing Needed',
		value: 'call.endpointing.request',
		description: 'Vapi asks how long to wait before the assistant speaks',
	},
	{
		name: 'Question: Function Called (Legacy)',
		value: 'function-call',
		description: 'The older form of a tool call, without an ID',
	},
	{ name: 'Session: Created', value: 'session.created', description: 'A session was opened' },
	{ name: 'Session: Updated', value: 'session.updated', description: 'A session has changed' },
	{ name: 'Session: Deleted', value: 'session.deleted', description: 'A session was removed' },
];

const known = new Set(eventOptions.map(({ value }) => value));

/** Whether a type is that of a server message that has been known when this was written. */
export const isKnownEvent = (type: unknown): boolean => known.has(type as string) && type !== ANY_EVENT && type !== API_REQUEST;
