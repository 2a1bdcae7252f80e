import type { Entity, JsonObject } from './types.mts';
import { defaultSeed } from './data/defaultSeed.mts';
import { entity, PRIVATE_KEY, type Seed } from './seed.mts';
import type { WebhookCredential } from './webhooks/sign.mts';

const byId = (list: JsonObject[]): Map<string, Entity> =>
	new Map(
		structuredClone(list).map((fields) => {
			const { id } = fields;
			if (typeof id !== 'string') throw new TypeError('A seeded object needs an id');
			return [id, entity({ ...fields, id })];
		}),
	);

/** What the account holds, in memory. Change the maps freely in a test; `load` starts over. */
export class Store {
	assistants = new Map<string, Entity>();
	squads = new Map<string, Entity>();
	phoneNumbers = new Map<string, Entity>();
	tools = new Map<string, Entity>();
	structuredOutputs = new Map<string, Entity>();
	calls = new Map<string, Entity>();
	/** What is only kept, by the path where Vapi lists it. */
	private shelves = new Map<string, Map<string, Entity>>();
	webhookCredentials: Record<string, WebhookCredential> = {};
	orgServer: JsonObject | null = null;
	outboundLimits: Record<string, number> = {};
	/** The one private key that is let in; set another one to replace it, as a dashboard does. */
	privateKey = PRIVATE_KEY;

	constructor(seed: Partial<Seed> = {}) {
		this.load(seed);
	}

	/** The things that are listed under a path, by ID. */
	shelf(path: string): Map<string, Entity> {
		const shelf = this.shelves.get(path) ?? new Map<string, Entity>();
		this.shelves.set(path, shelf);
		return shelf;
	}

	/** Replaces everything by the seed; parts that it leaves out come from the default seed. */
	load(seed: Partial<Seed> = {}): void {
		const full = { ...defaultSeed(), ...seed };
		this.assistants = byId(full.assistants);
		this.squads = byId(full.squads);
		this.phoneNumbers = byId(full.phoneNumbers);
		this.tools = byId(full.tools);
		this.structuredOutputs = byId(full.structuredOutputs);
		this.calls = byId(full.calls);
		this.shelves = new Map(
			Object.entries(full.shelves).map(([path, list]) => [path, byId(list)]),
		);
		this.webhookCredentials = { ...full.webhookCredentials };
		this.orgServer = full.orgServer;
		this.outboundLimits = { ...full.outboundLimits };
		this.privateKey = PRIVATE_KEY;
	}
}
