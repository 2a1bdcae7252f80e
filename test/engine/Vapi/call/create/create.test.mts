import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS } from '../../../../../sandbox/seed.mts';
import { bodies, byId, callParameters, posts, runVapi, useSandbox } from '../../../support.mts';
import { phone } from './requestBodies.mts';

const sandbox = useSandbox();

const newModel = { modelProvider: 'openai', model: 'gpt-4o' };

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
				{ agent: 'newAssistant', ...newModel, firstMessage: 'Hello' },
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
				{ callType: 'web', agent: 'newAssistant', ...newModel },
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
				{
					callType: 'websocket',
					additionalFields: { audioEncoding: 'mulaw', audioSampleRate: 8000 },
				},
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

	it('gives the address to join a web call and a WebSocket call', async () => {
		const web = await runVapi(sandbox(), callParameters({ callType: 'web' }));
		const socket = await runVapi(sandbox(), callParameters({ callType: 'websocket' }));

		expect(web.json('Vapi')[0]?.joinUrl).toMatch(/^https?:\/\//);
		expect(socket.json('Vapi')[0]?.joinUrl).toMatch(/^wss?:\/\//);
	});
});

describe('valid input', () => {
	const anywhere = { ...callParameters(), to: '', phoneNumberId: byId('') };
	const number = (value: string) => ({ customer: { number: value } });

	it.each<[string, INodeParameters, IDataObject, object]>([
		['a numeric cell', { to: '={{ $json.to }}' }, { to: 15555550100 }, number('+15555550100')],
		['a numeric text without +', { to: '15555550100' }, {}, number('+15555550100')],
		['00 and spaces', { to: '0049 30 901820' }, {}, number('+4930901820')],
		['tel:', { to: 'tel:+1-555-555-0100' }, {}, number('+15555550100')],
		['invisible characters', { to: '\u202a+1\u00a0555\u2011555\u200b0100\u202c' }, {}, number('+15555550100')],
		[
			'a national number with a default country',
			{ to: '(415) 555-0100', countryCode: '1' },
			{},
			number('+14155550100'),
		],
	])('%s passes', async (_name, more, item, body) => {
		const result = await runVapi(sandbox(), { ...callParameters(), ...more }, { items: [item] });

		expect(result.error).toBeUndefined();
		expect(bodies(sandbox())).toMatchObject([body]);
	});

	it('transport through Additional Body passes without From and To', async () => {
		const result = await runVapi(sandbox(), {
			...anywhere,
			additionalFields: { additionalBody: '{"transport": {"provider": "vapi.websocket"}}' },
		});

		expect(result.error).toBeUndefined();
		expect(posts(sandbox()).map(({ status }) => status)).toEqual([201]);
	});

	it('a transient number through Additional Body passes without From', async () => {
		const phoneNumber = {
			twilioPhoneNumber: '+15555550100',
			twilioAccountSid: 'AC00000000000000000000000000000000',
			twilioAuthToken: 'sandbox',
		};
		const result = await runVapi(sandbox(), {
			...anywhere,
			to: '+15555550123',
			additionalFields: { additionalBody: JSON.stringify({ phoneNumber }) },
		});

		expect(result.error).toBeUndefined();
		expect(bodies(sandbox())).toMatchObject([{ phoneNumber, customer: { number: '+15555550123' } }]);
	});

	it('http on loopback passes as a webhook URL while the base URL is loopback', async () => {
		const result = await runVapi(
			sandbox(),
			callParameters({ additionalFields: { webhookUrl: 'http://127.0.0.1:5678/hook' } }),
		);

		expect(result.error).toBeUndefined();
		expect(bodies(sandbox())).toMatchObject([
			{ assistantOverrides: { server: { url: 'http://127.0.0.1:5678/hook' } } },
		]);
	});
});
