/** Keys of Vapi's AssistantOverrides: where people put them on the call itself, Vapi refuses them. */
const OVERRIDES = new Set([
	'analysisPlan',
	'artifactPlan',
	'backgroundSound',
	'backgroundSpeechDenoisingPlan',
	'clientMessages',
	'compliancePlan',
	'credentialIds',
	'credentials',
	'endCallMessage',
	'endCallPhrases',
	'firstMessage',
	'firstMessageInterruptionsEnabled',
	'firstMessageMode',
	'hooks',
	'keypadInputPlan',
	'maxDurationSeconds',
	'metadata',
	'model',
	'modelOutputInMessagesEnabled',
	'monitorPlan',
	'observabilityPlan',
	'server',
	'serverMessages',
	'startSpeakingPlan',
	'stopSpeakingPlan',
	'tools:append',
	'transcriber',
	'transportConfigurations',
	'variableValues',
	'voice',
	'voicemailDetection',
	'voicemailMessage',
]);

/** Names from guides, templates and other tools, and what does the same in the API of today. */
const OTHER_NAMES = new Map([
	['assistant_id', 'assistantId'],
	['caller_id', 'phoneNumberId'],
	['callerId', 'phoneNumberId'],
	['customerNumber', 'customer.number'],
	['email', 'customer.email'],
	['extension', 'customer.extension'],
	['externalId', 'customer.externalId'],
	['earliestAt', 'schedulePlan.earliestAt'],
	['from', 'phoneNumberId'],
	['latestAt', 'schedulePlan.latestAt'],
	['messages', 'assistantOverrides.model.messages'],
	['number', 'customer.number'],
	['phone_number_id', 'phoneNumberId'],
	['recording', 'assistantOverrides.artifactPlan.recordingEnabled'],
	['recordingEnabled', 'assistantOverrides.artifactPlan.recordingEnabled'],
	['secret', 'assistantOverrides.server.headers'],
	['serverUrl', 'assistantOverrides.server.url'],
	['serverUrlSecret', 'assistantOverrides.server.headers'],
	['sipUri', 'customer.sipUri'],
	['structuredOutputIds', 'assistantOverrides.artifactPlan.structuredOutputIds'],
	['systemPrompt', 'assistantOverrides.model.messages'],
	['to', 'customer.number'],
	['variables', 'assistantOverrides.variableValues'],
	['webhook_url', 'assistantOverrides.server.url'],
]);

/**
 * Says where a property that Vapi does not know at its place belongs.
 * @param name as in Vapi's message, a dotted path where it is nested
 * @param path of the request
 */
export function misplacedHint(name: string, path: string): string {
	const key = name.split('.').at(-1) ?? name;
	const ofCall = path === '/call' || path === '/call/web';
	if (ofCall && OVERRIDES.has(key) && !name.startsWith('assistantOverrides')) {
		return `'${key}' belongs under Assistant Overrides, not on the call itself.`;
	}
	const other = OTHER_NAMES.get(key);
	if (ofCall && other !== undefined && other !== name) return `Vapi calls '${key}' '${other}'.`;
	return `Vapi does not know '${name}' here. Take it out of the JSON fields or correct its name.`;
}
