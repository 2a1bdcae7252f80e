import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, STRUCTURED_OUTPUTS } from '../../../../../sandbox/seed.mts';
import { bodies, callParameters, runVapi, useSandbox } from '../../../support.mts';
import { assistantOverrides, customer, expectBody, phone, rows } from './requestBodies.mts';

const sandbox = useSandbox();

describe('Create', () => {
	describe('a field of the form alone', () => {
		it.each<[string, INodeParameters, object]>([
			['Customer Name', { customerName: 'Anna' }, customer({ name: 'Anna' })],
			[
				'Customer Email',
				{ customerEmail: 'anna@example.com' },
				customer({ email: 'anna@example.com' }),
			],
			['External ID', { customerExternalId: 'crm-1' }, customer({ externalId: 'crm-1' })],
			['Extension', { customerExtension: '12' }, customer({ extension: '12' })],
			[
				'Check the Number',
				{ numberE164CheckEnabled: false },
				customer({ numberE164CheckEnabled: false }),
			],
			[
				'Earliest At',
				{ scheduleEarliestAt: '2040-01-31T09:30:00Z' },
				{ ...phone, schedulePlan: { earliestAt: '2040-01-31T09:30:00.000Z' } },
			],
			[
				'Latest At',
				{ scheduleEarliestAt: '2040-01-31T09:30:00Z', scheduleLatestAt: '2040-01-31T10:30:00Z' },
				{
					...phone,
					schedulePlan: {
						earliestAt: '2040-01-31T09:30:00.000Z',
						latestAt: '2040-01-31T10:30:00.000Z',
					},
				},
			],
			[
				'Webhook URL',
				{ webhookUrl: 'https://n8n.example.com/webhook/vapi' },
				assistantOverrides({ server: { url: 'https://n8n.example.com/webhook/vapi' } }),
			],
			[
				'Webhook Events',
				{ webhookEvents: ['end-of-call-report', 'status-update'] },
				assistantOverrides({ serverMessages: ['end-of-call-report', 'status-update'] }),
			],
			['Call Name', { callName: 'Reminder' }, { ...phone, name: 'Reminder' }],
			[
				'Metadata',
				{ metadata: rows([{ name: 'lead.id', value: '7' }]) },
				assistantOverrides({ metadata: { 'lead.id': '7' } }),
			],
			[
				'Metadata (JSON)',
				{ metadataJson: '{"lead": {"id": 7}}' },
				assistantOverrides({ metadata: { lead: { id: 7 } } }),
			],
			[
				'Record the Call',
				{ recordingEnabled: false },
				assistantOverrides({ artifactPlan: { recordingEnabled: false } }),
			],
			[
				'Structured Outputs',
				{ structuredOutputIds: [STRUCTURED_OUTPUTS.interest] },
				assistantOverrides({ artifactPlan: { structuredOutputIds: [STRUCTURED_OUTPUTS.interest] } }),
			],
			[
				'Assistant Version',
				{ assistantVersion: 'v3' },
				{ ...phone, assistantVersion: 'v3' },
			],
			[
				'Assistant Overrides',
				{ assistantOverrides: '{"firstMessage": "Hi", "hooks": []}' },
				assistantOverrides({ firstMessage: 'Hi', hooks: [] }),
			],
			['Additional Body', { additionalBody: '{"name": "Last"}' }, { ...phone, name: 'Last' }],
		])('%s reaches its place in the request', async (_name, fields, body) => {
			await expectBody(sandbox(), fields, body);
		});
	});

	it('builds a new assistant from its form alone', async () => {
		const result = await runVapi(
			sandbox(),
			callParameters({
				agent: 'newAssistant',
				firstMessage: 'Hello {{name}}',
				systemPrompt: 'Remind people of their appointments.',
				modelProvider: 'openai',
				model: 'gpt-4o',
				additionalFields: {
					assistantName: 'Reminder',
					firstMessageMode: 'assistant-speaks-first',
					temperature: 0.3,
					voiceProvider: 'vapi',
					voiceId: 'Elliot',
					transcriberProvider: 'deepgram',
					transcriberModel: 'nova-3',
					transcriberLanguage: 'en',
					endCallPhrases: ['goodbye'],
					endCallMessage: 'Goodbye',
					voicemailDetection: 'vapi',
					voicemailMessage: 'Please call back',
					maxDurationSeconds: 300,
					backgroundSound: 'off',
					assistantJson: '{"hooks": []}',
				},
			}),
		);

		expect(result.error).toBeUndefined();
		expect(bodies(sandbox())[0]?.assistant).toEqual({
			name: 'Reminder',
			firstMessage: 'Hello {{name}}',
			firstMessageMode: 'assistant-speaks-first',
			model: {
				provider: 'openai',
				model: 'gpt-4o',
				temperature: 0.3,
				messages: [{ role: 'system', content: 'Remind people of their appointments.' }],
			},
			voice: { provider: 'vapi', voiceId: 'Elliot' },
			transcriber: { provider: 'deepgram', model: 'nova-3', language: 'en' },
			endCallPhrases: ['goodbye'],
			endCallMessage: 'Goodbye',
			voicemailDetection: { provider: 'vapi' },
			voicemailMessage: 'Please call back',
			maxDurationSeconds: 300,
			backgroundSound: 'off',
			hooks: [],
		});
	});

	it('takes a date without an offset as a time of the workflow, and sends UTC', async () => {
		await runVapi(
			sandbox(),
			callParameters({ additionalFields: { scheduleEarliestAt: '2040-07-01T09:00:00' } }),
			{ settings: { timezone: 'Europe/Berlin' } },
		);

		expect(bodies(sandbox())[0]?.schedulePlan).toEqual({ earliestAt: '2040-07-01T07:00:00.000Z' });
	});

	it('gives a call in at most ten flat fields, or all of it with Raw', async () => {
		const simple = await runVapi(sandbox(), callParameters());
		const whole = await runVapi(sandbox(), callParameters({ output: 'raw' }));

		const [call] = simple.json('Vapi');
		expect(call).toMatchObject({ status: 'queued', customerNumber: '+15555550123' });
		expect(Object.keys(call ?? {}).length).toBeLessThanOrEqual(10);
		expect(whole.json('Vapi')[0]).toMatchObject({
			type: 'outboundPhoneCall',
			customer: { number: '+15555550123' },
			assistantId: ASSISTANTS.receptionist,
		});
	});
});
