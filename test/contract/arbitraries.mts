import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS, STRUCTURED_OUTPUTS } from '../../sandbox/seed.mts';
import { byId } from '../engine/support.mts';

type Fields = fc.Arbitrary<INodeParameters>;

/** Some of the fields of a collection, as a user adds them one by one. */
function some(fields: Record<string, fc.Arbitrary<unknown>>): Fields {
	return fc.record(fields, { requiredKeys: [] }) as Fields;
}

const text = (maxLength: number): fc.Arbitrary<string> =>
	fc.string({ minLength: 1, maxLength }).filter((value) => value.trim() !== '');
const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter(
	(value) => value.trim() !== '' && !['__proto__', 'constructor', 'prototype'].includes(value.trim()),
);
const rows = fc
	.uniqueArray(fc.record({ name, value: fc.oneof(text(20), fc.integer(), fc.boolean()) }), {
		selector: (row) => row.name.trim(),
		maxLength: 4,
	})
	.map((values) => ({ values }));
const json = fc
	.dictionary(name, fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), {
		maxKeys: 4,
	})
	.map((value) => JSON.stringify(value));
const date = fc
	.date({ min: new Date('2030-01-01'), max: new Date('2030-06-01'), noInvalidDate: true })
	.map((value) => value.toISOString());
const laterDate = fc
	.date({ min: new Date('2030-07-01'), max: new Date('2031-01-01'), noInvalidDate: true })
	.map((value) => value.toISOString());

const customer = some({
	name: text(40),
	email: fc.constantFrom('anna@example.com', 'ben@example.org'),
	externalId: text(40),
	extension: fc.constantFrom('12', '0', '123456'),
	numberE164CheckEnabled: fc.constant(true),
});

const schedule = fc.oneof(
	fc.constant({}),
	fc.record({ earliestAt: date }),
	fc.record({ earliestAt: date, latestAt: laterDate }),
) as Fields;

/** Fields that lie flat in an assistant and hold for all agents. */
const flat = {
	firstMessage: text(80),
	firstMessageMode: fc.constantFrom(
		'assistant-speaks-first',
		'assistant-speaks-first-with-model-generated-message',
		'assistant-waits-for-user',
	),
	maxDurationSeconds: fc.integer({ min: 10, max: 43200 }),
	endCallMessage: text(200),
	endCallPhrases: fc.array(fc.constantFrom('goodbye', 'bye now', 'ok'), { minLength: 1, maxLength: 3 }),
	voicemailDetection: fc.constantFrom('off', 'google', 'openai', 'twilio', 'vapi'),
	voicemailMessage: text(200),
	backgroundSound: fc.constantFrom('off', 'office'),
};

/** Fields below nested objects, which need a base: a saved assistant or a provider beside them. */
const nested = {
	systemPrompt: text(200),
	temperature: fc.double({ min: 0, max: 2, noNaN: true }),
	voiceId: fc.constantFrom('Elliot', 'Kylie'),
	transcriberLanguage: fc.constantFrom('en', 'de'),
};

const variables = { variableValues: rows, variableValuesJson: json };
const delivery = { serverUrl: fc.webUrl({ validSchemes: ['https'] }) };
const events = {
	serverMessages: fc.subarray(['end-of-call-report', 'status-update', 'transcript', 'tool-calls'], {
		minLength: 1,
	}),
};
const data = { name: text(40), metadata: rows, metadataJson: json };
const artifacts = {
	recordingEnabled: fc.boolean(),
	structuredOutputIds: fc.subarray(Object.values(STRUCTURED_OUTPUTS), { minLength: 1 }),
};

const newAssistant = fc
	.tuple(some({ ...flat, systemPrompt: text(200), temperature: nested.temperature, name: text(40) }), fc.boolean())
	.map(([fields, complete]) => ({
		...fields,
		modelProvider: 'openai',
		model: 'gpt-4o',
		...(complete && {
			voiceProvider: 'vapi',
			voiceId: 'Elliot',
			transcriberProvider: 'deepgram',
			transcriberModel: 'nova-3',
			transcriberLanguage: 'en',
		}),
	}));

const agents: Array<fc.Arbitrary<INodeParameters>> = [
	fc.record({
		agent: fc.constant('assistant'),
		assistantId: fc.constantFrom(...Object.values(ASSISTANTS)).map(byId),
		additionalFields: fc.record({
			conversation: some({ ...flat, ...nested, ...variables }),
			webhook: some({ ...delivery, ...events }),
			data: some({ ...data, ...artifacts }),
		}),
	}) as Fields,
	fc.record({
		agent: fc.constant('squad'),
		squadId: fc.constantFrom(...Object.values(SQUADS)).map(byId),
		additionalFields: fc.record({
			conversation: some({ ...flat, ...variables }),
			webhook: some(events),
			data: some(data),
		}),
	}) as Fields,
	fc.record({
		agent: fc.constant('newAssistant'),
		newAssistant,
		additionalFields: fc.record({
			conversation: some(variables),
			webhook: some({ ...delivery, ...events }),
			data: some({ ...data, ...artifacts }),
		}),
	}) as Fields,
	fc.record({
		agent: fc.constant('newSquad'),
		newSquad: fc.constant(JSON.stringify({ members: [{ assistantId: ASSISTANTS.receptionist }] })),
		additionalFields: fc.record({ conversation: some({ ...flat, ...variables }), data: some(data) }),
	}) as Fields,
];

const callTypes = fc.oneof(
	fc.record({
		callType: fc.constant('phone'),
		phoneNumberId: fc.constant(byId(PHONE_NUMBERS.main)),
		to: fc.constantFrom('+15555550123', '0049 30 901820', 'tel:+1-555-555-0124', 'sip:a@example.com'),
	}),
	fc.constant({ callType: 'web' }),
	fc.record({
		callType: fc.constant('websocket'),
		audioFormat: some({
			format: fc.constantFrom('pcm_s16le', 'mulaw'),
			sampleRate: fc.constantFrom(8000, 16000),
		}),
	}),
) as Fields;

/** Parameters of Create as a form can be filled in, all of them such that a call is placed. */
export const createParameters: fc.Arbitrary<INodeParameters> = fc
	.tuple(callTypes, fc.oneof(...agents), customer, schedule, fc.boolean())
	.map(([callType, agent, who, when, simplify]) => ({
		resource: 'call',
		operation: 'create',
		simplify,
		...callType,
		...agent,
		additionalFields: {
			...(agent.additionalFields as INodeParameters),
			customer: who,
			schedule: when,
		},
	}));

/** Parameters of Get Many. */
export const listParameters: fc.Arbitrary<INodeParameters> = fc
	.tuple(
		fc.oneof(fc.constant({ returnAll: true }), fc.record({ limit: fc.integer({ min: 1, max: 2500 }) })),
		some({
			assistantId: fc.constant(byId(ASSISTANTS.receptionist)),
			phoneNumberId: fc.constant(byId(PHONE_NUMBERS.main)),
			createdAtGe: date,
			createdAtGt: date,
			createdAtLe: laterDate,
			createdAtLt: laterDate,
			updatedAtGe: date,
			updatedAtGt: date,
			updatedAtLe: laterDate,
			updatedAtLt: laterDate,
		}),
	)
	.map(([amount, filters]) => ({ resource: 'call', operation: 'getAll', ...amount, filters }));
