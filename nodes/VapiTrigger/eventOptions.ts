import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * Every server message of the contract, under Vapi's own value; without `voice-request`, whose answer is
 * a stream of audio while somebody listens, and nothing that a workflow makes.
 */
export const eventOptions: INodePropertyOptions[] = [
	{
		name: 'Artifact Uploaded',
		value: 'call.artifact.upload',
		description: 'Recordings or logs of a call were written to your own storage, or could not be',
	},
	{
		name: 'Assistant Needed',
		value: 'assistant-request',
		description: 'A call comes in on a number without an assistant. Vapi waits 7.5 seconds for one.',
	},
	{
		name: 'Assistant Speech Started',
		value: 'assistant.speechStarted',
		description: 'The assistant begins to say something',
	},
	{
		name: 'Assistant Started',
		value: 'assistant.started',
		description: 'An assistant takes over the conversation',
	},
	{
		name: 'Call Data Deleted',
		value: 'call.deleted',
		description: 'The data of a call was erased',
	},
	{
		name: 'Call Data Not Deleted',
		value: 'call.delete.failed',
		description: 'The data of a call could not be erased',
	},
	{
		name: 'Call Ended (Full Report)',
		value: 'end-of-call-report',
		description: 'A call is over and its transcript, summary and costs are ready',
	},
	{
		name: 'Call Status Changed',
		value: 'status-update',
		description: 'A call is queued, rings, goes on, is forwarded or has ended',
	},
	{
		name: 'Campaign Call Ahead',
		value: 'campaign.predial',
		description: 'A campaign is about to call someone and asks whether it may',
	},
	{ name: 'Chat Created', value: 'chat.created', description: 'A text chat has a new message' },
	{ name: 'Chat Deleted', value: 'chat.deleted', description: 'A text chat was removed' },
	{
		name: 'Conversation Updated',
		value: 'conversation-update',
		description: 'Something was said. Comes often, with the whole conversation so far.',
	},
	{
		name: 'Endpointing Needed',
		value: 'call.endpointing.request',
		description: 'Vapi asks how long to wait before the assistant speaks',
	},
	{
		name: 'Function Called (Legacy)',
		value: 'function-call',
		description: 'The older form of a tool call, without an ID',
	},
	{
		name: 'Handoff Destination Needed',
		value: 'handoff-destination-request',
		description: 'The assistant hands over and asks to whom',
	},
	{
		name: 'Hang',
		value: 'hang',
		description: 'The assistant has not answered for several seconds; the call goes on',
	},
	{
		name: 'Knowledge Needed',
		value: 'knowledge-base-request',
		description: 'A custom knowledge base is asked for documents',
	},
	{
		name: 'Language Change Detected',
		value: 'language-change-detected',
		description: 'The customer speaks another language than before',
	},
	{
		name: 'Language Changed',
		value: 'language-changed',
		description: 'The conversation goes on in another language',
	},
	{
		name: 'Model Output',
		value: 'model-output',
		description: 'A piece of what the language model writes. Comes very often.',
	},
	{
		name: 'Phone Call Control',
		value: 'phone-call-control',
		description: 'A call is to be forwarded or ended',
	},
	{ name: 'Session Created', value: 'session.created', description: 'A session was opened' },
	{ name: 'Session Deleted', value: 'session.deleted', description: 'A session was removed' },
	{ name: 'Session Updated', value: 'session.updated', description: 'A session has changed' },
	{
		name: 'Speech Updated',
		value: 'speech-update',
		description: 'Someone starts or stops speaking. Comes often.',
	},
	{
		name: 'Tool Called',
		value: 'tool-calls',
		description: 'The assistant calls tools and waits for their results. Gives one item for each.',
	},
	{
		name: 'Transcript',
		value: 'transcript',
		description: 'A piece of what is being said, still changing or final. Comes very often.',
	},
	{
		name: 'Transcript (Final Only)',
		value: 'transcript[transcriptType="final"]',
		description: 'What was said, once it does not change any more',
	},
	{
		name: 'Transfer Destination Needed',
		value: 'transfer-destination-request',
		description: 'The assistant transfers the call and asks where to',
	},
	{
		name: 'Transferred',
		value: 'transfer-update',
		description: 'A call has gone to another assistant, number or SIP address',
	},
	{
		name: 'User Interrupted',
		value: 'user-interrupted',
		description: 'The customer cut in while the assistant was speaking',
	},
	{
		name: 'Voice Input',
		value: 'voice-input',
		description: 'Text that goes to the voice, as it is about to be spoken',
	},
];
