import type { Vapi } from '@vapi-ai/server-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS } from '../../sandbox/seed.mts';
import { byId, filledIn } from '../engine/support.mts';

/** Parameters of Create, and what Vapi's own SDK is told for the same call. */
export type Create = [what: string, parameters: INodeParameters, request: Vapi.CreateCallDto];

/** The call that `callParameters` asks for, as the SDK has it. */
export const assistantId = ASSISTANTS.receptionist;
export const phoneNumberId = PHONE_NUMBERS.main;
export const customer = { number: '+15555550123' };
export const call = { assistantId, phoneNumberId, customer };
export const model = {
	provider: 'openai' as const,
	model: 'gpt-4o' as const,
	messages: [{ role: 'system' as const, content: 'Be brief' }],
};

/** Parameters with these fields. */
export const more = filledIn;

/** Calls by whom and to whom. */
export const calls: Create[] = [
	['a saved assistant', {}, call],
	[
		'another From',
		{ phoneNumberId: byId(PHONE_NUMBERS.noAssistant) },
		{ ...call, phoneNumberId: PHONE_NUMBERS.noAssistant },
	],
	['a number with spaces', { to: '+1 (555) 555-0123' }, call],
	[
		'a SIP address',
		{ to: 'sip:anna@example.com' },
		{ ...call, customer: { sipUri: 'sip:anna@example.com' } },
	],
	[
		'a saved squad',
		{ agent: 'squad', squadId: byId(SQUADS.clinic) },
		{ squadId: SQUADS.clinic, phoneNumberId, customer },
	],
	[
		'a squad with overrides',
		{
			agent: 'squad',
			squadId: byId(SQUADS.clinic),
			...more({ firstMessage: 'Hi' }),
		},
		{ squadId: SQUADS.clinic, phoneNumberId, customer, squadOverrides: { firstMessage: 'Hi' } },
	],
	[
		'a new assistant',
		{
			agent: 'newAssistant',
			firstMessage: 'Hello',
			systemPrompt: 'Be brief',
			modelProvider: 'openai',
			model: 'gpt-4o',
		},
		{ assistant: { firstMessage: 'Hello', model }, phoneNumberId, customer },
	],
	[
		'a new squad',
		{ agent: 'newSquad', newSquad: JSON.stringify({ members: [{ assistantId }] }) },
		{ squad: { members: [{ assistantId }] }, phoneNumberId, customer },
	],
	[
		'a WebSocket call',
		{ callType: 'websocket' },
		{ assistantId, transport: { provider: 'vapi.websocket' } },
	],
	[
		'a WebSocket call with an audio format',
		{ callType: 'websocket', ...more({ audioEncoding: 'mulaw', audioSampleRate: 8000 }) },
		{
			assistantId,
			transport: {
				provider: 'vapi.websocket',
				// The SDK takes Vapi's document at its word, which calls these enums objects.
				audioFormat: { format: 'mulaw' as never, container: 'raw' as never, sampleRate: 8000 },
			},
		},
	],
];
