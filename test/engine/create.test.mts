import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS, STRUCTURED_OUTPUTS } from '../../sandbox/seed.mts';
import { bodies, byId, callParameters, posts, runVapi, useSandbox } from './support.mts';

const sandbox = useSandbox();

const phone = {
	assistantId: ASSISTANTS.receptionist,
	phoneNumberId: PHONE_NUMBERS.main,
	customer: { number: '+15555550123' },
};
const newModel = { modelProvider: 'openai', model: 'gpt-4o' };
const savedModel = {
	provider: 'openai',
	model: 'gpt-4o',
	messages: [{ role: 'system', content: 'You are the receptionist of a small clinic.' }],
};
const savedVoice = { provider: 'vapi', voiceId: 'Elliot' };
const savedTranscriber = { provider: 'deepgram', model: 'nova-3', language: 'en' };

describe('Create', () => {
	describe('by call type and agent', () => {
		it.each<[string, INodeParameters, string, object]>([
			['a phone call by a saved assistant', {}, '/call', phone],
			[
				'a phone call by a saved squad',
				{ agent: 'squad', squadId: byId(SQUADS.clinic) },
				'/call',
				{
					squadId: SQUADS.clinic,
					phoneNumberId: PHONE_NUMBERS.main,
					customer: { number: '+15555550123' },
				},
			],
			[
				'a phone call by a new assistant',
				{ agent: 'newAssistant', newAssistant: { ...newModel, firstMessage: 'Hello' } },
				'/call',
				{
					assistant: { firstMessage: 'Hello', model: { provider: 'openai', model: 'gpt-4o' } },
					phoneNumberId: PHONE_NUMBERS.main,
					customer: { number: '+15555550123' },
				},
			],
			[
				'a phone call by a new squad',
				{
					agent: 'newSquad',
					newSquad: JSON.stringify({ members: [{ assistantId: ASSISTANTS.receptionist }] }),
				},
				'/call',
				{
					squad: { members: [{ assistantId: ASSISTANTS.receptionist }] },
					phoneNumberId: PHONE_NUMBERS.main,
					customer: { number: '+15555550123' },
				},
			],
			[
				'a call to a SIP address',
				{ to: 'sip:anna@example.com' },
				'/call',
				{ ...phone, customer: { sipUri: 'sip:anna@example.com' } },
			],
			[
				'a web call by a saved assistant',
				{ callType: 'web' },
				'/call/web',
				{ assistantId: ASSISTANTS.receptionist },
			],
			[
				'a web call by a new assistant',
				{ callType: 'web', agent: 'newAssistant', newAssistant: newModel },
				'/call/web',
				{ assistant: { model: { provider: 'openai', model: 'gpt-4o' } } },
			],
			[
				'a WebSocket call',
				{ callType: 'websocket' },
				'/call',
				{ assistantId: ASSISTANTS.receptionist, transport: { provider: 'vapi.websocket' } },
			],
			[
				'a WebSocket call with an audio format',
				{ callType: 'websocket', audioFormat: { format: 'mulaw', sampleRate: 8000 } },
				'/call',
				{
					assistantId: ASSISTANTS.receptionist,
					transport: {
						provider: 'vapi.websocket',
						audioFormat: { format: 'mulaw', container: 'raw', sampleRate: 8000 },
					},
				},
			],
		])('places %s', async (_name, parameters, path, body) => {
			const result = await runVapi(sandbox(), callParameters(parameters));

			expect(result.error).toBeUndefined();
			expect(posts(sandbox()).map((request) => [request.path, request.status])).toEqual([
				[path, 201],
			]);
			expect(bodies(sandbox())).toEqual([body]);
		});

		it('puts the public key on a web call and the private key on all others', async () => {
			await runVapi(sandbox(), callParameters({ callType: 'web' }));
			await runVapi(sandbox(), callParameters());

			expect(posts(sandbox()).map(({ headers }) => headers.authorization)).toEqual([
				`Bearer ${sandbox().publicKey}`,
				`Bearer ${sandbox().privateKey}`,
			]);
		});

		it('takes IDs from an expression in list mode, too', async () => {
			const assistantId = { __rl: true, mode: 'list', value: '={{ $json.who }}' };
			await runVapi(sandbox(), callParameters({ assistantId }), {
				items: [{ who: ASSISTANTS.leadQualifier }],
			});

			expect(bodies(sandbox())[0]).toMatchObject({ assistantId: ASSISTANTS.leadQualifier });
		});
	});

	describe('a field of the form alone', () => {
		const assistantOverrides = (value: object) => ({ ...phone, assistantOverrides: value });
		const customer = (value: object) => ({
			...phone,
			customer: { number: '+15555550123', ...value },
		});
		const rows = (values: INodeParameters[]) => ({ values });

		it.each<[string, string, INodeParameters, object]>([
			['Customer Name', 'customer', { name: 'Anna' }, customer({ name: 'Anna' })],
			[
				'Customer Email',
				'customer',
				{ email: 'anna@example.com' },
				customer({ email: 'anna@example.com' }),
			],
			['External ID', 'customer', { externalId: 'crm-1' }, customer({ externalId: 'crm-1' })],
			['Extension', 'customer', { extension: '12' }, customer({ extension: '12' })],
			[
				'Check the Number',
				'customer',
				{ numberE164CheckEnabled: false },
				customer({ numberE164CheckEnabled: false }),
			],
			[
				'Earliest At',
				'schedule',
				{ earliestAt: '2040-01-31T09:30:00Z' },
				{ ...phone, schedulePlan: { earliestAt: '2040-01-31T09:30:00.000Z' } },
			],
			[
				'Latest At',
				'schedule',
				{ earliestAt: '2040-01-31T09:30:00Z', latestAt: '2040-01-31T10:30:00Z' },
				{
					...phone,
					schedulePlan: {
						earliestAt: '2040-01-31T09:30:00.000Z',
						latestAt: '2040-01-31T10:30:00.000Z',
					},
				},
			],
			[
				'Template Variables',
				'conversation',
				{ variableValues: rows([{ name: 'order.id', value: 'A-1' }]) },
				assistantOverrides({ variableValues: { 'order.id': 'A-1' } }),
			],
			[
				'Template Variables (JSON)',
				'conversation',
				{ variableValuesJson: '{"vip": true, "nested": {"a.b": 1}}' },
				assistantOverrides({ variableValues: { vip: true, nested: { 'a.b': 1 } } }),
			],
			[
				'First Message',
				'conversation',
				{ firstMessage: 'Hello {{name}}' },
				assistantOverrides({ firstMessage: 'Hello {{name}}' }),
			],
			[
				'First Message Mode',
				'conversation',
				{ firstMessageMode: 'assistant-waits-for-user' },
				assistantOverrides({ firstMessageMode: 'assistant-waits-for-user' }),
			],
			[
				'System Prompt, beside the saved provider and model',
				'conversation',
				{ systemPrompt: 'Be brief' },
				assistantOverrides({
					model: { ...savedModel, messages: [{ role: 'system', content: 'Be brief' }] },
				}),
			],
			[
				'Temperature, beside the saved model',
				'conversation',
				{ temperature: 0.2 },
				assistantOverrides({ model: { ...savedModel, temperature: 0.2 } }),
			],
			[
				'Model',
				'conversation',
				{ modelProvider: 'openai', model: 'gpt-4.1' },
				assistantOverrides({ model: { ...savedModel, model: 'gpt-4.1' } }),
			],
			[
				'Voice',
				'conversation',
				{ voiceProvider: 'vapi', voiceId: 'Kylie' },
				assistantOverrides({ voice: { ...savedVoice, voiceId: 'Kylie' } }),
			],
			[
				'Transcriber',
				'conversation',
				{ transcriberLanguage: 'de' },
				assistantOverrides({ transcriber: { ...savedTranscriber, language: 'de' } }),
			],
			[
				'Max Duration',
				'conversation',
				{ maxDurationSeconds: 120 },
				assistantOverrides({ maxDurationSeconds: 120 }),
			],
			[
				'End Call Message',
				'conversation',
				{ endCallMessage: 'Goodbye' },
				assistantOverrides({ endCallMessage: 'Goodbye' }),
			],
			[
				'End Call Phrases',
				'conversation',
				{ endCallPhrases: ['goodbye', 'bye now'] },
				assistantOverrides({ endCallPhrases: ['goodbye', 'bye now'] }),
			],
			[
				'Voicemail Detection',
				'conversation',
				{ voicemailDetection: 'vapi' },
				assistantOverrides({ voicemailDetection: { provider: 'vapi' } }),
			],
			[
				'Voicemail Detection off',
				'conversation',
				{ voicemailDetection: 'off' },
				assistantOverrides({ voicemailDetection: 'off' }),
			],
			[
				'Voicemail Message',
				'conversation',
				{ voicemailMessage: 'Please call back' },
				assistantOverrides({ voicemailMessage: 'Please call back' }),
			],
			[
				'Background Sound',
				'conversation',
				{ backgroundSound: 'office' },
				assistantOverrides({ backgroundSound: 'office' }),
			],
			[
				'Webhook URL',
				'webhook',
				{ serverUrl: 'https://n8n.example.com/webhook/vapi' },
				assistantOverrides({ server: { url: 'https://n8n.example.com/webhook/vapi' } }),
			],
			[
				'Webhook Events',
				'webhook',
				{ serverMessages: ['end-of-call-report', 'status-update'] },
				assistantOverrides({ serverMessages: ['end-of-call-report', 'status-update'] }),
			],
			['Call Name', 'data', { name: 'Reminder' }, { ...phone, name: 'Reminder' }],
			[
				'Metadata',
				'data',
				{ metadata: rows([{ name: 'lead.id', value: '7' }]) },
				assistantOverrides({ metadata: { 'lead.id': '7' } }),
			],
			[
				'Metadata (JSON)',
				'data',
				{ metadataJson: '{"lead": {"id": 7}}' },
				assistantOverrides({ metadata: { lead: { id: 7 } } }),
			],
			[
				'Record the Call',
				'data',
				{ recordingEnabled: false },
				assistantOverrides({ artifactPlan: { recordingEnabled: false } }),
			],
			[
				'Structured Outputs',
				'data',
				{ structuredOutputIds: [STRUCTURED_OUTPUTS.interest] },
				assistantOverrides({ artifactPlan: { structuredOutputIds: [STRUCTURED_OUTPUTS.interest] } }),
			],
			[
				'Assistant Version',
				'advanced',
				{ assistantVersion: 'v3' },
				{ ...phone, assistantVersion: 'v3' },
			],
			[
				'Assistant Overrides',
				'advanced',
				{ assistantOverrides: '{"firstMessage": "Hi", "hooks": []}' },
				assistantOverrides({ firstMessage: 'Hi', hooks: [] }),
			],
			['Additional Body', 'advanced', { body: '{"name": "Last"}' }, { ...phone, name: 'Last' }],
		])('%s reaches its place in the request', async (_name, theme, fields, body) => {
			const result = await runVapi(
				sandbox(),
				callParameters({ additionalFields: { [theme]: fields } }),
			);

			expect(result.error).toBeUndefined();
			expect(bodies(sandbox())).toEqual([body]);
			expect(posts(sandbox()).map(({ status }) => status)).toEqual([201]);
		});
	});

	it('builds a new assistant from its form alone', async () => {
		const result = await runVapi(
			sandbox(),
			callParameters({
				agent: 'newAssistant',
				newAssistant: {
					name: 'Reminder',
					firstMessage: 'Hello {{name}}',
					firstMessageMode: 'assistant-speaks-first',
					systemPrompt: 'Remind people of their appointments.',
					modelProvider: 'openai',
					model: 'gpt-4o',
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
					assistant: '{"hooks": []}',
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

	it('puts fields of a squad call into the overrides of the squad', async () => {
		await runVapi(
			sandbox(),
			callParameters({
				agent: 'squad',
				squadId: byId(SQUADS.clinic),
				additionalFields: {
					conversation: { firstMessage: 'Hi', variableValuesJson: '{"a": 1}' },
					data: { metadataJson: '{"b": 2}' },
				},
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
				additionalFields: { conversation: { systemPrompt: '={{ $json.prompt }}' } },
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

	it('takes a date without an offset as a time of the workflow, and sends UTC', async () => {
		await runVapi(
			sandbox(),
			callParameters({ additionalFields: { schedule: { earliestAt: '2040-07-01T09:00:00' } } }),
			{ settings: { timezone: 'Europe/Berlin' } },
		);

		expect(bodies(sandbox())[0]?.schedulePlan).toEqual({ earliestAt: '2040-07-01T07:00:00.000Z' });
	});

	it('merges the form, then Assistant Overrides, then Additional Body', async () => {
		await runVapi(
			sandbox(),
			callParameters({
				additionalFields: {
					conversation: { firstMessage: 'form', endCallMessage: 'form', voicemailMessage: 'form' },
					advanced: {
						assistantOverrides: '{"endCallMessage": "json", "voicemailMessage": "json"}',
						body: '{"assistantOverrides": {"voicemailMessage": "body"}}',
					},
				},
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
				additionalFields: { advanced: { assistantOverrides: '{"metadata": {"gone": null}}' } },
			}),
		);

		expect(bodies(sandbox())[0]?.assistantOverrides).toEqual({ metadata: { gone: null } });
	});

	it('gives a call in at most ten flat fields, or all of it with Simplify off', async () => {
		const simple = await runVapi(sandbox(), callParameters());
		const whole = await runVapi(sandbox(), callParameters({ simplify: false }));

		const [call] = simple.json('Vapi');
		expect(call).toMatchObject({ status: 'queued', customerNumber: '+15555550123' });
		expect(Object.keys(call ?? {}).length).toBeLessThanOrEqual(10);
		expect(whole.json('Vapi')[0]).toMatchObject({
			type: 'outboundPhoneCall',
			customer: { number: '+15555550123' },
			assistantId: ASSISTANTS.receptionist,
		});
	});

	it('gives the address to join a web call and a WebSocket call', async () => {
		const web = await runVapi(sandbox(), callParameters({ callType: 'web' }));
		const socket = await runVapi(sandbox(), callParameters({ callType: 'websocket' }));

		expect(web.json('Vapi')[0]?.joinUrl).toMatch(/^https?:\/\//);
		expect(socket.json('Vapi')[0]?.joinUrl).toMatch(/^wss?:\/\//);
	});
});
