/** What does today what a name stood for that Vapi does not know, or knows elsewhere. */
export interface Replacement {
	/** The field of the form, by its name on the screen. */
	field?: string;
	/** The place in JSON, from where the name stood. */
	json?: string;
}

/**
 * Names that guides, templates and other tools put on a call (those of Vapi's short OpenAPI guide
 * among them), with what POST /call has for them.
 */
export const ON_A_CALL: Readonly<Record<string, Replacement>> = {
	agent_id: { field: 'Assistant', json: 'assistantId' },
	agentId: { field: 'Assistant', json: 'assistantId' },
	assistant_id: { field: 'Assistant', json: 'assistantId' },
	caller_id: { field: 'From', json: 'phoneNumberId' },
	callerId: { field: 'From', json: 'phoneNumberId' },
	customer_number: { field: 'To', json: 'customer.number' },
	customerNumber: { field: 'To', json: 'customer.number' },
	customerName: { field: 'Customer Name', json: 'customer.name' },
	earliestAt: { field: 'Schedule Earliest At', json: 'schedulePlan.earliestAt' },
	email: { field: 'Customer Email', json: 'customer.email' },
	extension: { field: 'Customer Extension', json: 'customer.extension' },
	externalId: { field: 'Customer External ID', json: 'customer.externalId' },
	from: { field: 'From', json: 'phoneNumberId' },
	latestAt: { field: 'Schedule Latest At', json: 'schedulePlan.latestAt' },
	number: { field: 'To', json: 'customer.number' },
	phone: { field: 'To', json: 'customer.number' },
	phone_number: { field: 'To', json: 'customer.number' },
	phone_number_id: { field: 'From', json: 'phoneNumberId' },
	prompt: { field: 'System Prompt' },
	recording: { field: 'Record the Call', json: 'assistantOverrides.artifactPlan.recordingEnabled' },
	sipUri: { field: 'To', json: 'customer.sipUri' },
	squad_id: { field: 'Squad', json: 'squadId' },
	to: { field: 'To', json: 'customer.number' },
	variables: { field: 'Variables', json: 'assistantOverrides.variableValues' },
	webhook_url: { field: 'Webhook URL', json: 'assistantOverrides.server.url' },
};

/**
 * Names that an assistant (or its overrides) does not have: retired by Vapi, in the docs of its own
 * year and in much public code, or guessed.
 */
export const IN_AN_ASSISTANT: Readonly<Record<string, Replacement>> = {
	backchannelingEnabled: {},
	backgroundDenoisingEnabled: { json: 'backgroundSpeechDenoisingPlan' },
	dialKeypadFunctionEnabled: { json: 'a tool of the type dtmf in model.tools' },
	endCallFunctionEnabled: { field: 'Agent May Hang Up', json: 'a tool of the type endCall in model.tools' },
	forwardingPhoneNumber: { json: 'a tool of the type transferCall in model.tools' },
	forwardingPhoneNumbers: { json: 'a tool of the type transferCall in model.tools' },
	hipaaEnabled: { json: 'compliancePlan.hipaaEnabled' },
	llmRequestDelaySeconds: { json: 'startSpeakingPlan.waitSeconds' },
	llmRequestNonPunctuatedDelaySeconds: {
		json: 'startSpeakingPlan.transcriptionEndpointingPlan.onNoPunctuationSeconds',
	},
	maxDuration: { field: 'Max Duration (Seconds)', json: 'maxDurationSeconds' },
	messages: { field: 'System Prompt', json: 'model.messages beside model.provider and model.model' },
	numWordsToInterruptAssistant: { json: 'stopSpeakingPlan.numWords' },
	prompt: { field: 'System Prompt' },
	recordingEnabled: { field: 'Record the Call', json: 'artifactPlan.recordingEnabled' },
	responseDelaySeconds: { json: 'startSpeakingPlan.waitSeconds' },
	secret: { json: 'server.headers' },
	serverUrl: { field: 'Webhook URL', json: 'server.url' },
	serverUrlSecret: { json: 'server.headers or server.credentialId' },
	silenceTimeoutSeconds: { json: 'an entry in hooks for customer.speech.timeout' },
	structuredDataPrompt: { json: 'artifactPlan.structuredOutputIds' },
	structuredDataSchema: { json: 'artifactPlan.structuredOutputIds' },
	structuredOutputIds: {
		field: 'Structured Output Names or IDs',
		json: 'artifactPlan.structuredOutputIds',
	},
	successEvaluationPrompt: { json: 'analysisPlan.successEvaluationPlan' },
	successEvaluationRubric: { json: 'analysisPlan.successEvaluationPlan' },
	summaryPrompt: { json: 'analysisPlan.summaryPlan' },
	systemMessage: { field: 'System Prompt' },
	systemPrompt: { field: 'System Prompt' },
	toolIds: { json: 'model.toolIds beside model.provider and model.model' },
	tools: { json: 'tools:append in overrides, or model.tools' },
	variables: { field: 'Variables', json: 'variableValues in the overrides' },
	videoRecordingEnabled: { json: 'artifactPlan.videoRecordingEnabled' },
	voicemailDetectionTypes: { field: 'Voicemail Detection', json: 'voicemailDetection' },
	webhookUrl: { field: 'Webhook URL', json: 'server.url' },
};

/** The same for who is called. */
export const IN_A_CUSTOMER: Readonly<Record<string, Replacement>> = {
	customerNumber: { field: 'To', json: 'number' },
	metadata: { field: 'Metadata', json: 'assistantOverrides.metadata' },
	phone: { field: 'To', json: 'number' },
	phoneNumber: { field: 'To', json: 'number' },
	phone_number: { field: 'To', json: 'number' },
	sip: { field: 'To', json: 'sipUri' },
	to: { field: 'To', json: 'number' },
	variableValues: { field: 'Variables', json: 'assistantOverrides.variableValues' },
	variables: { field: 'Variables', json: 'assistantOverrides.variableValues' },
};

/** The same for parts of an assistant, by the part. */
export const IN_A_PART: Readonly<Record<string, Readonly<Record<string, Replacement>>>> = {
	model: {
		functions: { json: 'tools' },
		knowledgeBaseId: { json: 'a query tool in toolIds' },
		prompt: { field: 'System Prompt', json: 'messages with the role system' },
		semanticCachingEnabled: {},
		systemMessage: { field: 'System Prompt', json: 'messages with the role system' },
		systemPrompt: { field: 'System Prompt', json: 'messages with the role system' },
	},
	server: { secret: { json: 'headers or credentialId' } },
	voice: {
		fillerInjectionEnabled: {},
		id: { field: 'Voice ID', json: 'voiceId' },
		inputPreprocessingEnabled: { json: 'chunkPlan.enabled' },
		voice_id: { field: 'Voice ID', json: 'voiceId' },
	},
};

/** Fields of the form for what stands under Assistant Overrides in JSON; of several, the first to fill in. */
export const FIELDS_OF_OVERRIDES: Readonly<Record<string, string>> = {
	analysisPlan: 'Analysis Plan (JSON)',
	backgroundSound: 'Background Sound',
	endCallMessage: 'End Call Message',
	endCallPhrases: 'End Call Phrases',
	firstMessage: 'First Message',
	firstMessageMode: 'First Message Mode',
	maxDurationSeconds: 'Max Duration (Seconds)',
	metadata: 'Metadata',
	model: 'Model Provider',
	monitorPlan: 'Monitor Plan (JSON)',
	server: 'Webhook URL',
	serverMessages: 'Webhook Events',
	startSpeakingPlan: 'Start Speaking Plan (JSON)',
	stopSpeakingPlan: 'Stop Speaking Plan (JSON)',
	'tools:append': 'Tools (JSON)',
	transcriber: 'Transcriber Provider',
	variableValues: 'Variables',
	voice: 'Voice Provider',
	voicemailDetection: 'Voicemail Detection',
	voicemailMessage: 'Voicemail Message',
};
