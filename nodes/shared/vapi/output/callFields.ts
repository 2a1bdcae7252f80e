import type { OutputField } from './outputField';

/** Objects of a call that hold settings for this one call, the narrower first. */
const OVERRIDES = [
	'customer.assistantOverrides',
	'customer.squadOverrides',
	'assistantOverrides',
	'squadOverrides',
	'workflowOverrides',
];

/** Where a text is that was made of the whole conversation. */
const CONVERSATION = [
	'artifact.messages',
	'messages',
	'artifact.messagesOpenAIFormatted',
	'messagesOpenAIFormatted',
	'conversation',
];

const each = (holders: readonly string[], key: string): string[] =>
	holders.map((holder) => `${holder}.${key}`);

/** Where a recording may be. Signed links come first: those to Vapi's storage itself may be private. */
const recording = (signed: string, inside: string, flat: string): string[] => [
	`artifact.${signed}`,
	...each(['artifact.recording', 'recording'], inside),
	`artifact.${flat}`,
	flat,
];

const STEREO = recording('presignedStereoUrl', 'stereoUrl', 'stereoRecordingUrl');

/**
 * What a call can be put out with under Selected Fields, sorted by name; the ID comes always. This
 * table says where each value is read from: the options of the form and the items are made from it.
 * Where events have the same besides, callFieldInEvents says.
 */
export const callFields: readonly OutputField[] = [
	{
		field: 'assistantId',
		name: 'Assistant ID',
		from: ['assistantId', 'assistant.id', 'artifact.assistantActivations.0.assistantId'],
	},
	{
		field: 'assistantName',
		name: 'Assistant Name',
		from: [
			'assistantName',
			'assistant.name',
			'assistantOverrides.name',
			'artifact.assistantActivations.0.assistantName',
		],
	},
	{ field: 'name', name: 'Call Name', from: ['name'] },
	{ field: 'campaignId', name: 'Campaign ID', from: ['campaignId'] },
	{
		field: 'cost',
		name: 'Cost',
		description: 'In US dollars, once the call has ended',
		as: 'cost',
		from: ['cost', 'costBreakdown.total', 'endedAt', 'endedReason'],
	},
	{ field: 'createdAt', name: 'Created At', from: ['createdAt'] },
	{ field: 'customerEmail', name: 'Customer Email', from: ['customer.email'] },
	{ field: 'customerExternalId', name: 'Customer External ID', from: ['customer.externalId'] },
	{ field: 'customerName', name: 'Customer Name', from: ['customer.name'] },
	{
		field: 'customerNumber',
		name: 'Customer Number',
		description: 'Phone number or SIP address of the other end',
		from: ['customer.number', 'customer.sipUri'],
	},
	{
		field: 'destination',
		name: 'Destination',
		description: 'Where the call is or was forwarded',
		as: 'destination',
		from: ['destination'],
	},
	{
		field: 'direction',
		name: 'Direction',
		description: 'Inbound, outbound, web or websocket',
		as: 'direction',
		from: ['type'],
	},
	{
		field: 'durationSeconds',
		name: 'Duration (Seconds)',
		as: 'duration',
		from: ['durationSeconds', 'durationMs', 'startedAt', 'endedAt', 'durationMinutes', 'duration'],
	},
	{ field: 'endedAt', name: 'Ended At', from: ['endedAt'] },
	{ field: 'endedReason', name: 'Ended Reason', from: ['endedReason'] },
	{
		field: 'joinUrl',
		name: 'Join URL',
		description: 'Where to join a web or WebSocket call',
		from: ['webCallUrl', 'transport.websocketCallUrl', 'transport.callUrl'],
	},
	{
		field: 'messages',
		name: 'Messages',
		description: 'The conversation, message by message',
		as: 'list',
		from: CONVERSATION,
	},
	{
		field: 'metadata',
		name: 'Metadata',
		as: 'merged',
		from: ['metadata', ...each(OVERRIDES, 'metadata'), 'assistant.metadata'],
	},
	{
		field: 'outcome',
		name: 'Outcome',
		description: 'Answered, voicemail, no-answer, busy, failed, canceled or other',
		as: 'outcome',
		from: ['endedReason', 'status'],
	},
	{
		field: 'phoneNumber',
		name: 'Phone Number',
		description: 'Your own number that the call comes from or came in on',
		from: ['phoneNumber.number', 'phoneNumber.twilioPhoneNumber', 'phoneNumber.sipUri'],
	},
	{ field: 'phoneNumberId', name: 'Phone Number ID', from: ['phoneNumberId', 'phoneNumber.id'] },
	{
		field: 'phoneCallProviderId',
		name: 'Provider Call ID',
		description: 'What your phone provider calls this call',
		from: ['phoneCallProviderId', 'transport.callSid'],
	},
	{
		field: 'recordingUrl',
		name: 'Recording URL',
		from: [
			...recording('presignedMonoUrl', 'mono.combinedUrl', 'recordingUrl'),
			...each(['artifact.recording', 'recording'], 'mono.url'),
			'artifact.recording',
			'recording',
			...STEREO,
		],
	},
	{ field: 'scheduledAt', name: 'Scheduled At', from: ['schedulePlan.earliestAt'] },
	{ field: 'squadId', name: 'Squad ID', from: ['squadId'] },
	{ field: 'startedAt', name: 'Started At', from: ['startedAt'] },
	{ field: 'status', name: 'Status', from: ['status'] },
	{ field: 'stereoRecordingUrl', name: 'Stereo Recording URL', from: STEREO },
	{
		field: 'structuredOutputs',
		name: 'Structured Outputs',
		description: 'Results by name, those of the older analysis among them',
		as: 'outputs',
		from: [
			'artifact.structuredOutputs',
			'structuredOutputs',
			'analysis.structuredData',
			'analysis.structuredDataMulti',
			'analysis.successEvaluation',
			'structuredData',
			'successEvaluation',
		],
	},
	{ field: 'summary', name: 'Summary', from: ['analysis.summary', 'summary', 'artifact.summary'] },
	{
		field: 'transcript',
		name: 'Transcript',
		as: 'transcript',
		from: ['artifact.transcript', 'transcript', ...CONVERSATION],
	},
	{
		field: 'variables',
		name: 'Variables',
		description: 'Values that the agent had, by name',
		as: 'merged',
		from: ['artifact.variableValues', 'variableValues', ...each(OVERRIDES, 'variableValues')],
	},
	{
		field: 'videoRecordingUrl',
		name: 'Video Recording URL',
		from: recording('presignedVideoUrl', 'videoUrl', 'videoRecordingUrl'),
	},
];
