import type { IDataObject } from 'n8n-workflow';

/** What a row that code places by itself comes to in the request. */
export interface CustomPlace {
	/** Keys behind the first one of the row's path, which depends on the agent; else the whole path. */
	place?: string[];
	/** What stands there for a value of the parameter; the value itself where left out. */
	holds?: (value: unknown) => unknown;
}

/** The numbers and addresses of the test, as Vapi is told them. */
const ADDRESSES: Record<string, IDataObject> = {
	'+15555550123': { number: '+15555550123' },
	'0049 30 901820': { number: '+4930901820' },
	'tel:+1-555-555-0124': { number: '+15555550124' },
	'sip:a@example.com': { sipUri: 'sip:a@example.com' },
};

const addressOf = (value: unknown): IDataObject => ADDRESSES[String(value)] ?? {};

const destinationOf = (value: unknown): IDataObject => {
	const address = addressOf(value);
	return { type: address.sipUri === undefined ? 'number' : 'sip', ...address };
};

const named = (value: unknown): IDataObject => {
	const { values } = value as { values: Array<{ name: string; value: unknown }> };
	return Object.fromEntries(values.map((row) => [row.name.trim(), row.value])) as IDataObject;
};

const among = (value: unknown): unknown => expect.objectContaining(value as object) as unknown;
const rows: CustomPlace = { holds: named };
const laidOver: CustomPlace = { holds: among };
const prompt: CustomPlace = {
	place: ['model', 'messages', '0'],
	holds: (content) => ({ role: 'system', content }),
};
const hangUp: CustomPlace = {
	place: ['model', 'tools'],
	holds: () => [{ type: 'endCall' }],
};
const voicemailDetails: CustomPlace = { place: ['voicemailDetection'], holds: among };
const voicemail: CustomPlace = {
	holds: (provider) => (provider === 'off' ? provider : { provider }),
};
const assistantName: CustomPlace = { place: ['assistantName'] };

/** By operation and the last part of the parameter; every other row stands where its path says. */
export const CUSTOM_PLACES: Record<string, CustomPlace> = {
	'knowledgeBaseRequest:additionalFields.message': { place: ['content'] },
	'knowledgeBaseRequest:content': { place: ['0', 'content'] },
	'knowledgeBaseRequest:similarity': { place: ['0', 'similarity'] },
	'knowledgeBaseRequest:additionalFields.uuid': { place: ['0', 'uuid'] },
	'create:to': { place: [], holds: (value) => among(addressOf(value)) },
	'create:systemPrompt': prompt,
	'create:voicemailDetection': voicemail,
	'create:agentMayHangUp': hangUp,
	'create:voicemailDetectionJson': voicemailDetails,
	'create:variables': rows,
	'create:metadata': rows,
	'create:webhookHeaders': rows,
	'create:assistantJson': laidOver,
	'create:assistantOverrides': laidOver,
	'transfer:to': { place: [], holds: destinationOf },
	'transfer:destination': laidOver,
	'toolCalls:message': { place: ['content'] },
	'toolCalls:endCallAfterSpoken': { place: ['endCallAfterSpokenEnabled'] },
	'assistantRequest:systemPrompt': prompt,
	'assistantRequest:voicemailDetection': voicemail,
	'assistantRequest:agentMayHangUp': hangUp,
	'assistantRequest:voicemailDetectionJson': voicemailDetails,
	'assistantRequest:variables': rows,
	'assistantRequest:webhookHeaders': rows,
	'assistantRequest:assistantJson': laidOver,
	'assistantRequest:assistantOverrides': laidOver,
	'assistantRequest:destination': { holds: destinationOf },
	'assistantRequest:additionalFields.destination': laidOver,
	'transferDestination:destination': { holds: destinationOf },
	'transferDestination:additionalFields.destination': laidOver,
	'transferDestination:message': { place: ['content'] },
	'transferDestination:assistantName': assistantName,
	'handoffDestination:assistantId': { place: ['assistantId'] },
	'handoffDestination:assistantName': assistantName,
	'handoffDestination:additionalFields.destination': laidOver,
};
