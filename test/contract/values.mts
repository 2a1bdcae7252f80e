import fc from 'fast-check';
import type { INodePropertyOptions } from 'n8n-workflow';
import {
	ASSISTANTS,
	CALLS,
	PHONE_NUMBERS,
	SQUADS,
	STRUCTURED_OUTPUTS,
	TOOLS,
} from '../../sandbox/seed.mts';
import { byId } from '../engine/support.mts';
import type { Leaf } from './form.mts';

const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

const name = fc
	.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
	.filter((value) => value.trim() !== '' && !FORBIDDEN.includes(value.trim()));
const text = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
	fc
		.string({ minLength, maxLength })
		// n8n takes a text that begins with = for an expression.
		.filter((value) => value.trim().length >= Math.max(1, minLength) && !value.startsWith('='));
const namedRows = fc
	.uniqueArray(fc.record({ name, value: fc.oneof(text(1, 20), fc.integer(), fc.boolean()) }), {
		selector: (row) => row.name.trim(),
		minLength: 1,
		maxLength: 4,
	})
	.map((values) => ({ values }));
const json = fc
	.dictionary(name, fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), {
		minKeys: 1,
		maxKeys: 4,
	})
	.map((value) => JSON.stringify(value));
const between = (from: string, to: string): fc.Arbitrary<string> =>
	fc
		.date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
		.map((value) => value.toISOString());
const idsOf = (known: Record<string, string>) => fc.constantFrom(...Object.values(known)).map(byId);

const digits = fc.constantFrom('12', '0', '123456');

/**
 * Values of fields whose rows do not say all that makes one good, by the last part of the parameter:
 * IDs that exist, numbers, models, JSON of a certain shape. A field that is not here gets any value
 * that its row allows.
 */
const SPECIAL: Record<string, fc.Arbitrary<unknown>> = {
	assistantId: idsOf(ASSISTANTS),
	squadId: idsOf(SQUADS),
	phoneNumberId: fc.constant(byId(PHONE_NUMBERS.main)),
	callId: fc.constant(byId(CALLS.answered)),
	structuredOutputIds: fc.subarray(Object.values(STRUCTURED_OUTPUTS), { minLength: 1 }),
	members: fc.constant(JSON.stringify([{ assistantId: ASSISTANTS.receptionist }, { assistantId: null }])),
	membersOverrides: fc.constant('{"firstMessage":"Hello","hooks":[]}'),
	number: fc.constantFrom('+15555550100', '+15555550101'),
	areaCode: fc.constant('415'),
	phoneNumberJson: fc.constant('{"hooks":[],"fallbackDestination":{"type":"number","number":"+15555550101"}}'),
	to: fc.constantFrom('+15555550123', '0049 30 901820', 'tel:+1-555-555-0124', 'sip:a@example.com'),
	customerEmail: fc.constantFrom('anna@example.com', 'ben@example.org'),
	customerExtension: digits,
	extension: digits,
	callerId: fc.constantFrom('+15555550100', '{{customer.number}}'),
	// Off would let anything pass for a number.
	numberE164CheckEnabled: fc.constant(true),
	webhookUrl: fc.webUrl({ validSchemes: ['https'] }),
	backgroundSound: fc.constantFrom('off', 'office'),
	model: fc.constantFrom('gpt-4o', 'gpt-4o-mini'),
	modelProvider: fc.constant('openai'),
	modelMaxTokens: fc.integer({ min: 50, max: 10_000 }),
	monitorPlan: fc.constant('{"listenEnabled":false}'),
	recordingConsentPlan: fc.constant('{"type":"stay-on-line","message":"This call is recorded."}'),
	startSpeakingPlan: fc.constant('{"waitSeconds":0.6}'),
	stopSpeakingPlan: fc.constant('{"numWords":2}'),
	toolIds: fc.constant(Object.values(TOOLS)),
	tools: fc.constant('[{"type":"dtmf"}]'),
	voiceId: fc.constantFrom('sarah', 'mark'),
	voiceModel: fc.constantFrom('eleven_flash_v2_5', 'eleven_v3'),
	voiceProvider: fc.constant('11labs'),
	voiceSpeed: fc.double({ min: 0.8, max: 1.1, noNaN: true }),
	voicemailDetection: fc.constant('twilio'),
	voicemailDetectionJson: fc.constant('{"machineDetectionTimeout":30}'),
	transcriberProvider: fc.constant('deepgram'),
	transcriberModel: fc.constant('nova-3'),
	transcriberLanguage: fc.constantFrom('en', 'de'),
	temperature: fc.double({ min: 0, max: 2, noNaN: true }),
	sampleRate: fc.constantFrom(8000, 16000),
	scheduleEarliestAt: between('2030-01-01', '2030-06-01'),
	scheduleLatestAt: between('2030-07-01', '2031-01-01'),
	assistantOverrides: fc.constant('{"firstMessage":"Hello"}'),
	agentMayHangUp: fc.constant(true),
	analysisPlan: fc.constant('{"summaryPlan":{"enabled":true}}'),
	assistantJson: fc.constant('{"hooks":[]}'),
	newSquad: fc.constant(JSON.stringify({ members: [{ assistantId: ASSISTANTS.receptionist }] })),
};

/** Fields that make no sense without others of their group. */
const NEEDS: Record<string, string[]> = {
	scheduleLatestAt: ['scheduleEarliestAt'],
	modelProvider: ['model'],
	model: ['modelProvider'],
	systemPrompt: ['modelProvider', 'model'],
	temperature: ['modelProvider', 'model'],
	modelMaxTokens: ['modelProvider', 'model'],
	toolIds: ['modelProvider', 'model'],
	agentMayHangUp: ['modelProvider', 'model'],
	voiceProvider: ['voiceId'],
	voiceId: ['voiceProvider'],
	voiceModel: ['voiceProvider', 'voiceId'],
	voiceSimilarityBoost: ['voiceProvider', 'voiceId'],
	voiceSpeed: ['voiceProvider', 'voiceId'],
	voiceStability: ['voiceProvider', 'voiceId'],
	voicemailDetectionJson: ['voicemailDetection'],
	webhookHeaders: ['webhookUrl'],
	transcriberModel: ['transcriberProvider'],
	transcriberLanguage: ['transcriberProvider'],
	endCallAfterSpoken: ['message'],
};

/** Last part of a leaf's parameter. */
export const keyOf = ({ row }: Leaf): string => row.parameter.split('.').at(-1) ?? '';

/** The other leaves of its group that a leaf needs beside it. */
export function neededBy(leaf: Leaf, leaves: Leaf[]): Leaf[] {
	const group = leaf.row.parameter.slice(0, -keyOf(leaf).length);
	return (NEEDS[keyOf(leaf)] ?? []).flatMap(
		(key) => leaves.find(({ row }) => row.parameter === group + key) ?? [],
	);
}

/** Values that a leaf takes, so that a call is placed with them. */
export function valueFor(leaf: Leaf): fc.Arbitrary<unknown> {
	const { row, property } = leaf;
	const { minLength = 1, maxLength = 80, minimum = 0, maximum = 1000 } = row;
	const isAddress = keyOf(leaf) === 'destination' && row.type === 'string';
	const special = SPECIAL[isAddress ? 'to' : keyOf(leaf)];
	if (special !== undefined) return special;
	const options = ((property.options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
	switch (row.type) {
		case 'boolean':
			return fc.boolean();
		case 'integer':
		case 'number':
			return fc.integer({ min: minimum, max: maximum });
		case 'dateTime':
			return between('2030-01-01', '2030-12-31');
		case 'json':
			return json;
		case 'jsonList':
			return fc.array(json, { minLength: 1, maxLength: 3 }).map((entries) => `[${entries.join()}]`);
		case 'textOrJsonList':
			return fc.oneof(text(1, 80), fc.array(json, { minLength: 1 }).map((entries) => `[${entries.join()}]`));
		case 'keyValue':
			return namedRows;
		case 'options':
			return fc.constantFrom(...options);
		case 'multiOptions':
			return fc.subarray(options, { minLength: 1 });
		case 'stringList':
			return fc.array(fc.constantFrom('goodbye', 'bye now', 'ok'), { minLength: 1, maxLength: 3 });
		default:
			return text(minLength, Math.min(maxLength, 80));
	}
}
