import type { Entity, JsonObject } from './types.mts';
import type { WebhookCredential } from './webhooks/sign.mts';
import { endedCall } from './data/endedCall.mts';

/** The organisation that everything in the sandbox belongs to. */
export const ORG_ID = '0f0e7b10-5a4d-4c7e-9f1e-000000000001';

/** The two keys of the sandbox's account. */
export const PRIVATE_KEY = 'sandbox-private-key';
export const PUBLIC_KEY = 'sandbox-public-key';

/** IDs of the seeded assistants. `toolUser` has the function tool `look_up_order`. */
export const ASSISTANTS = {
	receptionist: 'a1000000-0000-4000-8000-000000000001',
	leadQualifier: 'a1000000-0000-4000-8000-000000000002',
	toolUser: 'a1000000-0000-4000-8000-000000000003',
} as const;

/** IDs of the seeded squads. */
export const SQUADS = {
	salesAndSupport: 'b1000000-0000-4000-8000-000000000001',
	clinic: 'b1000000-0000-4000-8000-000000000002',
} as const;

/**
 * IDs of the seeded phone numbers. `vapiFree` takes calls only: dialing out from it is refused.
 * `noAssistant` has no assistant of its own, so an inbound call asks the server which one to use.
 */
export const PHONE_NUMBERS = {
	main: 'c1000000-0000-4000-8000-000000000001',
	noAssistant: 'c1000000-0000-4000-8000-000000000002',
	vapiFree: 'c1000000-0000-4000-8000-000000000003',
} as const;

/** IDs of the seeded tools. */
export const TOOLS = { lookUpOrder: 'd1000000-0000-4000-8000-000000000001' } as const;

/** IDs of the seeded structured outputs; `interest` belongs to the lead qualifier. */
export const STRUCTURED_OUTPUTS = {
	interest: 'e1000000-0000-4000-8000-000000000001',
	satisfaction: 'e1000000-0000-4000-8000-000000000002',
} as const;

/** IDs of the seeded calls; all have ended, newest first. */
export const CALLS = {
	answered: 'f1000000-0000-4000-8000-000000000001',
	busy: 'f1000000-0000-4000-8000-000000000002',
	voicemail: 'f1000000-0000-4000-8000-000000000003',
} as const;

/** What the account holds when the sandbox starts, and again after a reset. */
export interface Seed {
	assistants: JsonObject[];
	squads: JsonObject[];
	phoneNumbers: JsonObject[];
	tools: JsonObject[];
	structuredOutputs: JsonObject[];
	calls: JsonObject[];
	/** Webhook credentials by ID, for `server.credentialId`. */
	webhookCredentials: Record<string, WebhookCredential>;
	/** The organisation's own server, the last one that is asked. */
	orgServer: JsonObject | null;
	/** Outbound calls that a number may place before it is refused, by phone number ID. */
	outboundLimits: Record<string, number>;
}

const SEEDED_AT = '2026-01-15T09:00:00.000Z';

/** Fills in what every entity has: orgId and dates. */
export function entity(fields: JsonObject & { id: string }): Entity {
	return { orgId: ORG_ID, createdAt: SEEDED_AT, updatedAt: SEEDED_AT, ...fields };
}

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
		webhookCredentials: {},
		orgServer: null,
		outboundLimits: { [PHONE_NUMBERS.vapiFree]: 0 },
	};
}
