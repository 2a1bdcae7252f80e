import type { INodeParameters } from 'n8n-workflow';
import { SQUADS } from '../../../../../sandbox/seed.mts';
import { bodies, byId, callParameters, posts, runVapi, useSandbox } from '../../../support.mts';
import {
	assistantOverrides,
	expectBody,
	rows,
	savedModel,
	savedTranscriber,
	savedVoice,
} from './requestBodies.mts';

const sandbox = useSandbox();

describe('Create', () => {
	describe('a field of the form alone', () => {
		it.each<[string, INodeParameters, object]>([
			[
				'Variables',
				{ variables: rows([{ name: 'order.id', value: 'A-1' }]) },
				assistantOverrides({ variableValues: { 'order.id': 'A-1' } }),
			],
			[
				'Variables (JSON)',
				{ variablesJson: '{"vip": true, "nested": {"a.b": 1}}' },
				assistantOverrides({ variableValues: { vip: true, nested: { 'a.b': 1 } } }),
			],
			[
				'First Message',
				{ firstMessage: 'Hello {{name}}' },
				assistantOverrides({ firstMessage: 'Hello {{name}}' }),
			],
			[
				'First Message Mode',
				{ firstMessageMode: 'assistant-waits-for-user' },
				assistantOverrides({ firstMessageMode: 'assistant-waits-for-user' }),
			],
			[
				'System Prompt, beside the saved provider and model',
				{ systemPrompt: 'Be brief' },
				assistantOverrides({
					model: { ...savedModel, messages: [{ role: 'system', content: 'Be brief' }] },
				}),
			],
			[
				'Temperature, beside the saved model',
				{ temperature: 0.2 },
				assistantOverrides({ model: { ...savedModel, temperature: 0.2 } }),
			],
			[
				'Model',
				{ modelProvider: 'openai', model: 'gpt-4.1' },
				assistantOverrides({ model: { ...savedModel, model: 'gpt-4.1' } }),
			],
			[
				'Voice',
				{ voiceProvider: 'vapi', voiceId: 'Kylie' },
				assistantOverrides({ voice: { ...savedVoice, voiceId: 'Kylie' } }),
			],
			[
				'Transcriber',
				{ transcriberLanguage: 'de' },
				assistantOverrides({ transcriber: { ...savedTranscriber, language: 'de' } }),
			],
			[
				'Max Duration',
				{ maxDurationSeconds: 120 },
				assistantOverrides({ maxDurationSeconds: 120 }),
			],
			[
				'End Call Message',
				{ endCallMessage: 'Goodbye' },
				assistantOverrides({ endCallMessage: 'Goodbye' }),
			],
			[
				'End Call Phrases',
				{ endCallPhrases: ['goodbye', 'bye now'] },
				assistantOverrides({ endCallPhrases: ['goodbye', 'bye now'] }),
			],
			[
				'Voicemail Detection',
				{ voicemailDetection: 'vapi' },
				assistantOverrides({ voicemailDetection: { provider: 'vapi' } }),
			],
			[
				'Voicemail Detection off',
				{ voicemailDetection: 'off' },
				assistantOverrides({ voicemailDetection: 'off' }),
			],
			[
				'Voicemail Message',
				{ voicemailMessage: 'Please call back' },
				assistantOverrides({ voicemailMessage: 'Please call back' }),
			],
			[
				'Background Sound',
				{ backgroundSound: 'office' },
				assistantOverrides({ backgroundSound: 'office' }),
			],
		])('%s reaches its place in the request', async (_name, fields, body) => {
			await expectBody(sandbox(), fields, body);
		});
	});

	it('puts fields of a squad call into the overrides of the squad', async () => {
		await runVapi(
			sandbox(),
			callParameters({
				agent: 'squad',
				squadId: byId(SQUADS.clinic),
				additionalFields: { firstMessage: 'Hi', variablesJson: '{"a": 1}', metadataJson: '{"b": 2}' },
			}),
		);

		expect(bodies(sandbox())[0]).toMatchObject({
			squadId: SQUADS.clinic,
			squadOverrides: { firstMessage: 'Hi', variableValues: { a: 1 }, metadata: { b: 2 } },
		});
		expect(bodies(sandbox())[0]).not.toHaveProperty('assistantOverrides');
	});

	it('reads a saved assistant once, however many items change its model', async () => {
		await runVapi(
			sandbox(),
			callParameters({
				to: '={{ $json.to }}',
				additionalFields: { systemPrompt: '={{ $json.prompt }}' },
			}),
			{
				items: [
					{ to: '+15555550123', prompt: 'One' },
					{ to: '+15555550124', prompt: 'Two' },
				],
			},
		);

		const reads = sandbox().requests.filter(({ path }) => path.startsWith('/assistant/'));
		expect(reads).toHaveLength(1);
		expect(posts(sandbox())).toHaveLength(2);
	});

	it('merges the form, then Assistant Overrides, then Additional Body', async () => {
		await runVapi(
			sandbox(),
			callParameters({
				additionalFields: { firstMessage: 'form', endCallMessage: 'form', voicemailMessage: 'form', assistantOverrides: '{"endCallMessage": "json", "voicemailMessage": "json"}', additionalBody: '{"assistantOverrides": {"voicemailMessage": "body"}}' },
			}),
		);

		expect(bodies(sandbox())[0]?.assistantOverrides).toEqual({
			firstMessage: 'form',
			endCallMessage: 'json',
			voicemailMessage: 'body',
		});
	});

	it('sends a null that JSON asks for', async () => {
		await runVapi(
			sandbox(),
			callParameters({
				additionalFields: { assistantOverrides: '{"metadata": {"gone": null}}' },
			}),
		);

		expect(bodies(sandbox())[0]?.assistantOverrides).toEqual({ metadata: { gone: null } });
	});
});
