import { needsSavedAssistant } from '../../../../nodes/Vapi/agent/agentPart.ts';
import { ASSISTANT, SAVED, inputOf, message, part } from './agentInputs.mts';

describe('A saved assistant', () => {
	test('goes alone where nothing is different', () => {
		expect(part(ASSISTANT, {})).toEqual({ assistantId: 'a1' });
	});

	test('is read only for what Vapi replaces as a whole', () => {
		const needs = (settings: object) => needsSavedAssistant(inputOf(ASSISTANT, { settings }));
		expect(needs({})).toBe(false);
		expect(needs({ firstMessage: 'Hi', maxDurationSeconds: 60 })).toBe(false);
		expect(needs({ webhookEvents: ['hang'] })).toBe(false);
		expect(needs({ systemPrompt: 'Be brief' })).toBe(true);
		expect(needs({ recordingEnabled: false })).toBe(true);
		expect(needs({ webhookUrl: 'https://x.example.com' })).toBe(true);
		const nobody = inputOf({ kind: 'assistant' }, { settings: { systemPrompt: 'x' } });
		expect(needsSavedAssistant(nobody)).toBe(false);
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
			"'Model' is missing",
		);
		expect(part(ASSISTANT, { settings: { modelProvider: 'vapi' } })).toBeDefined();
	});

	test('needs a provider where it has no model', () => {
		expect(message(ASSISTANT, { settings: { systemPrompt: 'P' } }, {})).toBe(
			"'Model Provider' is missing",
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
			"'Voice ID' is missing",
		);
		expect(message(ASSISTANT, { settings: { voiceId: 'x' } }, {})).toBe(
			"'Voice Provider' is missing",
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
			"'Transcriber Provider' is missing",
		);
	});

	test('keeps the rest of its server and its artifact plan', () => {
		const settings = {
			webhookUrl: 'https://new.example.com/hook',
			recordingEnabled: false,
			structuredOutputIds: ['3b0a4a08-133c-4146-9315-0984f8c6be80'],
		};
		expect(part(ASSISTANT, { settings }).assistantOverrides).toEqual({
			server: { url: 'https://new.example.com/hook', timeoutSeconds: 30 },
			artifactPlan: {
				recordingFormat: 'mp3',
				pcapEnabled: true,
				recordingEnabled: false,
				structuredOutputIds: ['3b0a4a08-133c-4146-9315-0984f8c6be80'],
			},
		});
	});

	test('takes variables, metadata and plain settings', () => {
		const overrides = {
			settings: { firstMessage: 'Hi {{name}}', voicemailDetection: 'off', endCallPhrases: ['bye'] },
			variableValues: { name: 'Ada' },
			metadata: { crm: 1 },
		};
		expect(part({ ...ASSISTANT, target: { assistantId: 'a1', assistantVersion: 'v3' } }, overrides)).toEqual({
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
			settings: { systemPrompt: 'P', voiceId: 'x', webhookUrl: 'https://x.example.com' },
		});
		expect(JSON.stringify(SAVED)).toBe(before);
	});
});
