import {
	type AgentChoice,
	type AgentOverrides,
	agentPartOf,
	needsSavedAssistant,
} from '../../../nodes/Vapi/agent/agentPart.ts';
import { names } from './names.mts';
import { refusalOf, refuse } from './refusal.mts';

const SAVED = {
	id: 'a1',
	firstMessage: 'Hello',
	model: {
		provider: 'openai',
		model: 'gpt-4o',
		temperature: 0.3,
		reasoningEffort: 'low',
		toolIds: ['t1'],
		messages: [
			{ role: 'system', content: 'Old prompt' },
			{ role: 'user', content: 'Example' },
		],
	},
	voice: { provider: '11labs', voiceId: 'old', stability: 0.4, chunkPlan: { enabled: true } },
	transcriber: { provider: 'deepgram', model: 'nova-3', language: 'en', keyterm: ['Vapi'] },
	server: { url: 'https://old.example.com/hook', timeoutSeconds: 30 },
	artifactPlan: { recordingFormat: 'mp3', pcapEnabled: true },
};
const ASSISTANT: AgentChoice = { kind: 'assistant', assistantId: 'a1' };
const part = (choice: AgentChoice, overrides: Partial<AgentOverrides>, saved: object = SAVED) =>
	agentPartOf(choice, { settings: {}, ...overrides }, saved as never, names, refuse);
const message = (...args: Parameters<typeof part>) => refusalOf(() => part(...args)).message;

describe('A saved assistant', () => {
	test('goes alone where nothing is different', () => {
		expect(part(ASSISTANT, {})).toEqual({ assistantId: 'a1' });
	});

	test('is read only for what Vapi replaces as a whole', () => {
		const needs = (settings: AgentOverrides['settings']) =>
			needsSavedAssistant(ASSISTANT, { settings });
		expect(needs({})).toBe(false);
		expect(needs({ firstMessage: 'Hi', maxDurationSeconds: 60 })).toBe(false);
		expect(needs({ serverMessages: ['hang'] })).toBe(false);
		expect(needs({ systemPrompt: 'Be brief' })).toBe(true);
		expect(needs({ recordingEnabled: false })).toBe(true);
		expect(needs({ serverUrl: 'https://x.example.com' })).toBe(true);
		expect(needsSavedAssistant({ kind: 'assistant' }, { settings: { systemPrompt: 'x' } })).toBe(
			false,
		);
	});

	test('keeps its model under another system prompt', () => {
		expect(part(ASSISTANT, { settings: { systemPrompt: 'New prompt' } })).toEqual({
			assistantId: 'a1',
			assistantOverrides: {
				model: {
					...SAVED.model,
					messages: [
						{ role: 'system', content: 'New prompt' },
						{ role: 'user', content: 'Example' },
					],
				},
			},
		});
	});

	test('gets a system message first where it has none', () => {
		const saved = {
			model: { provider: 'openai', model: 'gpt-4o', messages: [{ role: 'user', content: 'x' }] },
		};
		expect(part(ASSISTANT, { settings: { systemPrompt: 'P' } }, saved)).toMatchObject({
			assistantOverrides: {
				model: {
					messages: [
						{ role: 'system', content: 'P' },
						{ role: 'user', content: 'x' },
					],
				},
			},
		});
	});

	test('keeps of its model what another provider understands', () => {
		const settings = { modelProvider: 'anthropic', model: 'claude' };
		const { reasoningEffort, ...shared } = SAVED.model;
		expect(reasoningEffort).toBe('low');
		expect(part(ASSISTANT, { settings })).toMatchObject({
			assistantOverrides: { model: { ...shared, provider: 'anthropic', model: 'claude' } },
		});
		expect(JSON.stringify(part(ASSISTANT, { settings }))).not.toContain('reasoningEffort');
	});

	test('needs the model of another provider by name', () => {
		expect(message(ASSISTANT, { settings: { modelProvider: 'anthropic' } })).toBe(
			"'model' is missing",
		);
		expect(part(ASSISTANT, { settings: { modelProvider: 'vapi' } })).toBeDefined();
	});

	test('needs a provider where it has no model', () => {
		expect(message(ASSISTANT, { settings: { systemPrompt: 'P' } }, {})).toBe(
			"'modelProvider' is missing",
		);
	});

	test('keeps the settings of its voice, unless the provider changes', () => {
		expect(part(ASSISTANT, { settings: { voiceId: 'new' } })).toMatchObject({
			assistantOverrides: { voice: { ...SAVED.voice, voiceId: 'new' } },
		});
		expect(
			part(ASSISTANT, { settings: { voiceProvider: 'vapi', voiceId: 'Elliot' } })
				.assistantOverrides,
		).toEqual({ voice: { provider: 'vapi', voiceId: 'Elliot', chunkPlan: { enabled: true } } });
		expect(message(ASSISTANT, { settings: { voiceProvider: 'vapi' } })).toBe(
			"'voiceId' is missing",
		);
		expect(message(ASSISTANT, { settings: { voiceId: 'x' } }, {})).toBe(
			"'voiceProvider' is missing",
		);
	});

	test('keeps the settings of its transcriber, unless the provider changes', () => {
		expect(part(ASSISTANT, { settings: { transcriberLanguage: 'de' } })).toMatchObject({
			assistantOverrides: { transcriber: { ...SAVED.transcriber, language: 'de' } },
		});
		expect(
			part(ASSISTANT, { settings: { transcriberProvider: 'azure' } }).assistantOverrides,
		).toEqual({
			transcriber: { provider: 'azure' },
		});
		expect(message(ASSISTANT, { settings: { transcriberLanguage: 'de' } }, {})).toBe(
			"'transcriberProvider' is missing",
		);
	});

	test('keeps the rest of its server and its artifact plan', () => {
		const settings = {
			serverUrl: 'https://new.example.com/hook',
			recordingEnabled: false,
			structuredOutputIds: ['s1'],
		};
		expect(part(ASSISTANT, { settings }).assistantOverrides).toEqual({
			server: { url: 'https://new.example.com/hook', timeoutSeconds: 30 },
			artifactPlan: {
				recordingFormat: 'mp3',
				pcapEnabled: true,
				recordingEnabled: false,
				structuredOutputIds: ['s1'],
			},
		});
	});

	test('takes variables, metadata and plain settings', () => {
		const overrides = {
			settings: { firstMessage: 'Hi {{name}}', voicemailDetection: 'off', endCallPhrases: ['bye'] },
			variableValues: { name: 'Ada' },
			metadata: { crm: 1 },
		};
		expect(part({ ...ASSISTANT, assistantVersion: 'v3' }, overrides)).toEqual({
			assistantId: 'a1',
			assistantVersion: 'v3',
			assistantOverrides: {
				firstMessage: 'Hi {{name}}',
				voicemailDetection: 'off',
				endCallPhrases: ['bye'],
				variableValues: { name: 'Ada' },
				metadata: { crm: 1 },
			},
		});
	});

	test('JSON lies over the form, key by key', () => {
		const overrides = {
			settings: { systemPrompt: 'P', firstMessage: 'Form' },
			metadata: { a: 1, b: 1 },
			json: { model: { temperature: 0.9 }, firstMessage: null, metadata: { b: 2 } } as never,
		};
		expect(part(ASSISTANT, overrides).assistantOverrides).toMatchObject({
			firstMessage: null,
			model: { provider: 'openai', temperature: 0.9, messages: [{ content: 'P' }, {}] },
			metadata: { a: 1, b: 2 },
		});
	});

	test('JSON may bring the provider that the assistant lacks', () => {
		const json = { model: { provider: 'openai', model: 'gpt-4o' } };
		expect(part(ASSISTANT, { settings: { systemPrompt: 'P' }, json }, {})).toMatchObject({
			assistantOverrides: {
				model: { ...json.model, messages: [{ role: 'system', content: 'P' }] },
			},
		});
	});

	test('is not changed itself', () => {
		const before = JSON.stringify(SAVED);
		part(ASSISTANT, {
			settings: { systemPrompt: 'P', voiceId: 'x', serverUrl: 'https://x.example.com' },
		});
		expect(JSON.stringify(SAVED)).toBe(before);
	});
});

describe('A squad', () => {
	test.each<AgentChoice>([
		{ kind: 'squad', squadId: 's1' },
		{ kind: 'newSquad', squadJson: { members: [{ assistantId: 'a1' }] } },
	])('has overrides of its own: %j', (choice) => {
		const overrides = { settings: { firstMessage: 'Hi' }, metadata: { a: 1 }, json: { name: 'x' } };
		const { squadOverrides, assistantOverrides } = part(choice, overrides);
		expect(squadOverrides).toEqual({ firstMessage: 'Hi', metadata: { a: 1 }, name: 'x' });
		expect(assistantOverrides).toBeUndefined();
	});

	test('takes nested objects as JSON only', () => {
		expect(message({ kind: 'squad', squadId: 's1' }, { settings: { systemPrompt: 'P' } })).toBe(
			"'systemPrompt' cannot be set for a squad",
		);
	});
});

describe('A new assistant', () => {
	const form = {
		firstMessage: 'Hi',
		systemPrompt: 'Be brief',
		modelProvider: 'openai',
		model: 'gpt-4o',
		temperature: 0.5,
		voiceProvider: 'vapi',
		voiceId: 'Elliot',
		transcriberProvider: 'deepgram',
		transcriberModel: 'nova-3',
		transcriberLanguage: 'en',
		voicemailDetection: 'vapi',
	};

	test('is made of the form; variables and metadata are overrides', () => {
		const choice: AgentChoice = { kind: 'newAssistant', name: 'Caller' };
		const overrides = {
			settings: { ...form, serverUrl: 'https://x.example.com' },
			variableValues: { a: 1 },
			metadata: { b: 2 },
		};
		expect(part(choice, overrides, {})).toEqual({
			assistant: {
				name: 'Caller',
				firstMessage: 'Hi',
				model: {
					provider: 'openai',
					model: 'gpt-4o',
					temperature: 0.5,
					messages: [{ role: 'system', content: 'Be brief' }],
				},
				voice: { provider: 'vapi', voiceId: 'Elliot' },
				transcriber: { provider: 'deepgram', model: 'nova-3', language: 'en' },
				voicemailDetection: { provider: 'vapi' },
				server: { url: 'https://x.example.com' },
			},
			assistantOverrides: { variableValues: { a: 1 }, metadata: { b: 2 } },
		});
	});

	test('takes the rest from JSON, which lies over the form', () => {
		const choice: AgentChoice = {
			kind: 'newAssistant',
			assistantJson: { model: { provider: 'openai', model: 'gpt-4o-mini', toolIds: ['t1'] } },
		};
		expect(part(choice, { settings: { systemPrompt: 'P', firstMessage: 'Hi' } }, {})).toEqual({
			assistant: {
				firstMessage: 'Hi',
				model: {
					provider: 'openai',
					model: 'gpt-4o-mini',
					toolIds: ['t1'],
					messages: [{ role: 'system', content: 'P' }],
				},
			},
		});
	});

	test('needs a model beside a prompt', () => {
		expect(message({ kind: 'newAssistant' }, { settings: { systemPrompt: 'P' } }, {})).toBe(
			"'modelProvider' is missing",
		);
	});

	test('that is empty is none', () => {
		expect(part({ kind: 'newAssistant' }, {}, {})).toEqual({});
	});
});
