import type { Replacement } from './knownNames';
import {
	FIELDS_OF_OVERRIDES,
	IN_A_CUSTOMER,
	IN_A_PART,
	IN_AN_ASSISTANT,
	ON_A_CALL,
} from './knownNames';

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

const ASSISTANTS = new Set(['assistant', 'assistantOverrides', 'squadOverrides']);

/** What a request for a call has on its first level, whichever call it is. */
const AGENT_OR_CUSTOMER = /^(assistant|assistantId|squad|squadId|customer|phoneNumberId)$/;

/** The names that count in the place where a key stands. */
function namesAt(parents: string[], path: string): Readonly<Record<string, Replacement>> {
	const [last = '', before = ''] = parents.filter((parent) => !/^\d+$/.test(parent)).reverse();
	if (last === '') return path.startsWith('/call') ? ON_A_CALL : {};
	if (ASSISTANTS.has(last)) return IN_AN_ASSISTANT;
	if (/^customers?$/.test(last)) return IN_A_CUSTOMER;
	return (ASSISTANTS.has(before) ? IN_A_PART[last] : undefined) ?? {};
}

function instead(key: string, { field, json }: Replacement): string {
	if (field !== undefined) {
		const inJson = json === undefined ? '' : `, or in JSON ${json}`;
		return `Vapi has no '${key}' here: use the field '${field}'${inJson}.`;
	}
	if (json !== undefined) return `Vapi has no '${key}' here: in JSON, ${json} does what it did.`;
	return `Vapi has no '${key}' any more, and nothing in its place. Take it out.`;
}

/** Where a setting of the assistant goes that stands on the call itself. */
function intoOverrides(key: string): string {
	const field = FIELDS_OF_OVERRIDES[key];
	const place = `it belongs under 'Assistant Overrides (JSON)'`;
	return field === undefined
		? `'${key}' is no property of the call itself: ${place}.`
		: `'${key}' is no property of the call itself: use the field '${field}', or in JSON ${place}.`;
}

/**
 * Says what a name of a call's body should have been, where it is one that people are known to try.
 * @param name a key of the first level
 */
export function knownMistake(name: string): string | undefined {
	const known = Object.hasOwn(ON_A_CALL, name) ? ON_A_CALL[name] : undefined;
	return known && instead(name, known);
}

/**
 * Says where a property that Vapi does not know at its place belongs.
 * @param name as in Vapi's message, a dotted path where it is nested
 * @param path of the request
 */
function misplacedHint(name: string, path: string): string {
	const parents = name.split('.');
	const key = parents.pop() ?? name;
	const ofCall = path.startsWith('/call') && parents.length === 0;
	if (ofCall && OVERRIDES.has(key)) return intoOverrides(key);
	const names = ofCall ? { ...IN_AN_ASSISTANT, ...ON_A_CALL } : namesAt(parents, path);
	const known = Object.hasOwn(names, key) ? names[key] : undefined;
	if (known !== undefined) {
		const isSetting = ofCall && !Object.hasOwn(ON_A_CALL, key) && known.json !== undefined;
		const json = isSetting ? `${known.json}, under 'Assistant Overrides (JSON)'` : known.json;
		return instead(key, { ...known, json });
	}
	return `Vapi does not know '${name}' here. Take it out of the JSON fields or correct its name.`;
}

/**
 * What to do about properties that Vapi does not know at their places.
 * @param names as in Vapi's message
 * @param path of the request
 * @param sent keys of the request's first level, where they are known
 */
export function misplacedHints(names: string[], path: string, sent: string[] = []): string {
	const known = names.filter((name) => AGENT_OR_CUSTOMER.test(name));
	const isWhole = sent.length > 0 && sent.every((key) => names.includes(key));
	// Vapi itself knows these, so the answer is not that of its POST /call, or whatever was asked.
	if (isWhole || (path === '/call' && known.length > 1)) {
		return 'Vapi knows these properties, so another server may have answered. Check the Region and Base URL of the credential.';
	}
	return names.map((name) => misplacedHint(name, path)).join(' ');
}
