import type { Entity, JsonObject } from './types.mts';
import type { WebhookCredential } from './webhooks/sign.mts';

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

/** IDs of the seeded evals and personalities. */
export const EVALS = { cancels: 'e2000000-0000-4000-8000-000000000001' } as const;
export const PERSONALITIES = { hurried: 'e3000000-0000-4000-8000-000000000001' } as const;

/** ID of the seeded file. */
export const FILES = { priceList: 'e4000000-0000-4000-8000-000000000001' } as const;

/** What the account holds when the sandbox starts, and again after a reset. */
export interface Seed {
	assistants: JsonObject[];
	squads: JsonObject[];
	phoneNumbers: JsonObject[];
	tools: JsonObject[];
	structuredOutputs: JsonObject[];
	calls: JsonObject[];
	/** What is only kept, by the path where Vapi lists it: `/eval`. */
	shelves: Record<string, JsonObject[]>;
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
