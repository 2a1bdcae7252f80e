import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import { Refusal } from '../http/errors.mts';
import { acceptPhoneCall } from '../routes/createCall.mts';
import { entity } from '../seed.mts';
import { isObject, listOr, objectOr, type Entity, type JsonObject } from '../types.mts';

/** Where campaigns are listed. */
export const CAMPAIGNS = '/v2/campaign';

/** Longest time that a timer takes, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Vapi's own number of calls at the same time, where the request has none. */
const CONCURRENCY = 10;

const OVERRIDES = ['assistantOverrides', 'squadOverrides'] as const;

/** The contacts of a campaign in the order in which they are called. */
export const contactsIn = (core: Core, { id }: Entity): Map<string, Entity> =>
	core.store.shelf(`${CAMPAIGNS}/${id}/contacts`);

function laidOver(lower: unknown, upper: unknown): unknown {
	if (!isObject(lower) || !isObject(upper)) return upper ?? lower;
	const keys = [...new Set([...Object.keys(lower), ...Object.keys(upper)])];
	return Object.fromEntries(keys.map((key) => [key, laidOver(lower[key], upper[key])]));
}

/** The request of one contact's call: its overrides merge with the campaign's. */
function callFor(campaign: Entity, { customer }: Entity): JsonObject {
	const { assistantId, squadId, phoneNumberId } = campaign;
	const own = { ...objectOr(customer) };
	const body: JsonObject = { campaignId: campaign.id, phoneNumberId };
	for (const name of OVERRIDES) {
		const overrides = laidOver(campaign[name], own[name]);
		if (overrides !== undefined) body[name] = overrides;
		delete own[name];
	}
	return { ...body, ...(assistantId ? { assistantId } : { squadId }), customer: own };
}

function dispatch(core: Core, campaign: Entity, contact: Entity): void {
	const dispatchedAt = core.clock.iso();
	try {
		const { call } = acceptPhoneCall(core, callFor(campaign, contact), false);
		Object.assign(contact, { status: 'contact.dispatched', callId: call.id, dispatchedAt });
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		Object.assign(contact, { status: 'contact.failed', endedReason: error.message, dispatchedAt });
	}
}

const isDispatched = ({ status }: Entity) => status === 'contact.dispatched';
const isPending = ({ status }: Entity) => status === 'contact.pending';

/** Contacts whose call has ended are done. */
function settle(core: Core, contacts: Entity[]): void {
	for (const contact of contacts.filter(isDispatched)) {
		const call = core.store.calls.get(String(contact.callId));
		if (call && call.status !== 'ended') continue;
		const endedReason = call?.endedReason;
		Object.assign(contact, { status: 'contact.completed', endedReason });
	}
}

/** Calls nobody else. */
export function skipRest(core: Core, campaign: Entity): void {
	for (const contact of contactsIn(core, campaign).values()) {
		if (isPending(contact)) contact.status = 'contact.skipped';
	}
}

/** Brings a campaign to where it is by now: begins it, calls the next contacts, ends it. */
export function goOn(core: Core, campaign: Entity): void {
	const { earliestAt, latestAt } = objectOr(campaign.schedulePlan);
	const now = core.clock.now();
	const contacts = [...contactsIn(core, campaign).values()];
	settle(core, contacts);
	if (campaign.status === 'scheduled' && !(Date.parse(String(earliestAt)) > now)) {
		campaign.status = 'in-progress';
	}
	if (campaign.status !== 'in-progress') return;
	if (Date.parse(String(latestAt)) <= now) skipRest(core, campaign);
	const slots = Number(campaign.maxConcurrency ?? CONCURRENCY);
	while (contacts.filter(isDispatched).length < slots) {
		const next = contacts.find(isPending);
		if (!next) break;
		dispatch(core, campaign, next);
	}
	if (contacts.some((contact) => isPending(contact) || isDispatched(contact))) return;
	Object.assign(campaign, { status: 'ended', endedReason: 'campaign.ended.success' });
}

/** Goes on with the campaign that a call belongs to, once the call has ended. */
export function callEnded(core: Core, { campaignId }: Entity): void {
	const campaign = core.store.shelf(CAMPAIGNS).get(String(campaignId));
	if (campaign) goOn(core, campaign);
}

/** Takes a campaign into the account: it begins at once, or at its time. */
export function beginCampaign(core: Core, body: JsonObject): Entity {
	const now = core.clock.iso();
	const made = { ...structuredClone(body), status: 'scheduled', createdAt: now, updatedAt: now };
	const campaign = entity({ ...made, id: randomUUID() });
	const shelf = core.store.shelf(CAMPAIGNS);
	shelf.set(campaign.id, campaign);
	for (const customer of listOr(campaign.customers)) {
		const { number, name } = objectOr(customer);
		const status = 'contact.pending';
		const contact = entity({ id: randomUUID(), number, name, status, customer, createdAt: now });
		contactsIn(core, campaign).set(contact.id, contact);
	}
	goOn(core, campaign);
	const wait = Date.parse(String(objectOr(campaign.schedulePlan).earliestAt)) - core.clock.now();
	if (campaign.status === 'scheduled' && wait < LONGEST_TIMER) {
		// A sandbox that starts over has forgotten it.
		setTimeout(() => shelf.get(campaign.id) === campaign && goOn(core, campaign), wait).unref();
	}
	return campaign;
}
