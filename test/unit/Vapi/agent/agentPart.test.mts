import type { AgentInput } from '../../../../nodes/Vapi/agent/agentPart.ts';
import { agentPartOf } from '../../../../nodes/Vapi/agent/agentPart.ts';
import { readAssistantForm } from '../../../../nodes/Vapi/agent/assistantForm.ts';
import { added, createReader } from '../reader.mts';
import { message, part } from './agentInputs.mts';
import type { Choice } from './agentInputs.mts';

describe('A squad', () => {
	test.each<Choice>([
		{ kind: 'squad', target: { squadId: 's1' } },
		{ kind: 'newSquad', target: { squad: { members: [{ assistantId: 'a1' }] } } },
	])('has overrides of its own: %j', (choice) => {
		const overrides = { settings: { firstMessage: 'Hi' }, metadata: { a: 1 }, json: { name: 'x' } };
		const { squadOverrides, assistantOverrides } = part(choice, overrides);
		expect(squadOverrides).toEqual({ firstMessage: 'Hi', metadata: { a: 1 }, name: 'x' });
		expect(assistantOverrides).toBeUndefined();
	});

	test('takes nested objects as JSON only', () => {
		expect(message({ kind: 'squad', target: { squadId: 's1' } }, { settings: { systemPrompt: 'P' } })).toBe(
			"'System Prompt' cannot be set for a squad",
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
		const { firstMessage, systemPrompt, modelProvider, model, ...rest } = form;
		const parameters = {
			...{ firstMessage, systemPrompt, modelProvider, model },
			...added({ ...rest, assistantName: 'Caller', webhookUrl: 'https://x.example.com' }),
		};
		const places = ['assistant', 'assistantOverrides'];
		const input: AgentInput = {
			kind: 'newAssistant',
			target: {},
			form: readAssistantForm(createReader(parameters), places),
			variableValues: { a: 1 },
			metadata: { b: 2 },
		};
		expect(agentPartOf(input, {})).toEqual({
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
		const choice: Choice = {
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
			"'Model Provider' is missing",
		);
	});

	test('that is empty is none', () => {
		expect(part({ kind: 'newAssistant' }, {}, {})).toEqual({});
	});
});
