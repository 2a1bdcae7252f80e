import {
	ASSISTANTS,
	CALLS,
	PHONE_NUMBERS,
	SQUADS,
	STRUCTURED_OUTPUTS,
	TOOLS,
	entity,
	type Seed,
} from '../seed.mts';
import { defaultShelves } from './defaultShelves.mts';
import { endedCall } from './endedCall.mts';

const model = { provider: 'openai', model: 'gpt-4o' };
const voice = { provider: 'vapi', voiceId: 'Elliot' };
const transcriber = { provider: 'deepgram', model: 'nova-3', language: 'en' };

const lookUpOrder = {
	type: 'function',
	function: {
		name: 'look_up_order',
		description: 'Finds an order by its number',
		parameters: {
			type: 'object',
			properties: { orderNumber: { type: 'string' } },
			required: ['orderNumber'],
		},
	},
};

/** The seed that a sandbox starts with when nothing else is given. A new copy at each call. */
export function defaultSeed(): Seed {
	return {
		assistants: [
			entity({
				id: ASSISTANTS.receptionist,
				name: 'Front desk',
				firstMessage: 'Hello {{name}}, this is the front desk.',
				model: {
					...model,
					messages: [{ role: 'system', content: 'You are the receptionist of a small clinic.' }],
				},
				voice,
				transcriber,
			}),
			entity({
				id: ASSISTANTS.leadQualifier,
				name: 'Lead qualifier',
				firstMessage: 'Hi {{name}}, do you have a minute?',
				model: {
					...model,
					temperature: 0.4,
					messages: [{ role: 'system', content: 'Find out whether the lead wants an offer.' }],
				},
				voice,
				transcriber,
				artifactPlan: { structuredOutputIds: [STRUCTURED_OUTPUTS.interest] },
				createdAt: '2026-01-15T09:01:00.000Z',
			}),
			entity({
				id: ASSISTANTS.toolUser,
				name: 'Order status',
				firstMessage: 'Hello, which order is it about?',
				model: {
					...model,
					toolIds: [TOOLS.lookUpOrder],
					messages: [{ role: 'system', content: 'Look up orders for callers.' }],
				},
				voice,
				transcriber,
				createdAt: '2026-01-15T09:02:00.000Z',
			}),
		],
		squads: [
			entity({
				id: SQUADS.salesAndSupport,
				name: 'Sales and support',
				members: [
					{ assistantId: ASSISTANTS.leadQualifier },
					{ assistantId: ASSISTANTS.receptionist },
				],
			}),
			entity({
				id: SQUADS.clinic,
				name: 'Clinic',
				members: [{ assistantId: ASSISTANTS.receptionist }],
				createdAt: '2026-01-15T09:01:00.000Z',
			}),
		],
		phoneNumbers: [
			entity({
				id: PHONE_NUMBERS.main,
				provider: 'twilio',
				name: 'Main line',
				number: '+15555550100',
				status: 'active',
				twilioAccountSid: 'AC00000000000000000000000000000000',
				assistantId: ASSISTANTS.receptionist,
			}),
			entity({
				id: PHONE_NUMBERS.noAssistant,
				provider: 'telnyx',
				name: 'Router line',
				number: '+15555550101',
				status: 'active',
				createdAt: '2026-01-15T09:01:00.000Z',
			}),
			entity({
				id: PHONE_NUMBERS.vapiFree,
				provider: 'vapi',
				name: 'Free Vapi number',
				number: '+15555550102',
				status: 'active',
				createdAt: '2026-01-15T09:02:00.000Z',
			}),
		],
		tools: [entity({ id: TOOLS.lookUpOrder, ...lookUpOrder })],
		structuredOutputs: [
			entity({
				id: STRUCTURED_OUTPUTS.interest,
				type: 'ai',
				name: 'Interest',
				schema: {
					type: 'object',
					properties: { interested: { type: 'boolean' }, note: { type: 'string' } },
				},
				assistantIds: [ASSISTANTS.leadQualifier],
			}),
			entity({
				id: STRUCTURED_OUTPUTS.satisfaction,
				type: 'ai',
				name: 'Satisfaction',
				schema: { type: 'number', minimum: 1, maximum: 5 },
				assistantIds: [],
				createdAt: '2026-01-15T09:01:00.000Z',
			}),
		],
		calls: [
			endedCall(CALLS.answered, '+15555550123', '2026-01-16T10:02:00.000Z', 'customer-ended-call'),
			endedCall(CALLS.busy, '+15555550166', '2026-01-16T10:01:00.000Z', 'customer-busy'),
			endedCall(CALLS.voicemail, '+15555550168', '2026-01-16T10:00:00.000Z', 'voicemail'),
		],
		shelves: defaultShelves(),
		webhookCredentials: {},
		orgServer: null,
		outboundLimits: { [PHONE_NUMBERS.vapiFree]: 0 },
	};
}
