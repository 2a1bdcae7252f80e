import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import { beginCampaign, callEnded, CAMPAIGNS, contactsIn, goOn, skipRest } from '../life/campaigns.mts';
import { listOr, type Entity, type JsonObject } from '../types.mts';
import { checkCall } from './callRules.mts';
import { found, pageOf } from './lists.mts';
import { pickFrom } from './plain.mts';

const MOST_CONTACTS = 10_000;

const COUNTED = {
	pending: 'contact.pending',
	dispatched: 'contact.dispatched',
	completed: 'contact.completed',
	failed: 'contact.failed',
	skipped: 'contact.skipped',
	predialFailed: 'contact.predial-failed',
} as const;

/** What GET gives of a campaign: all but its contacts. */
function summary(core: Core, campaign: Entity, withCounters: unknown): JsonObject {
	const rest: JsonObject = { ...campaign };
	delete rest.customers;
	if (withCounters !== true) return rest;
	const contacts = [...contactsIn(core, campaign).values()];
	const count = (wanted: string) => contacts.filter(({ status }) => status === wanted).length;
	const contactCounters = Object.fromEntries(
		Object.entries(COUNTED).map(([name, status]) => [name, count(status)]),
	);
	const dialed = contacts.filter(({ callId }) => callId).length;
	return { ...rest, contactCounters, callMetrics: { dialed, connected: count(COUNTED.completed) } };
}

/** What POST, PATCH and DELETE give: all of it, with counters of calls. */
function whole(core: Core, campaign: Entity): JsonObject {
	const calls = [...contactsIn(core, campaign).values()].flatMap(({ callId }) => {
		const call = core.store.calls.get(String(callId));
		return call ? [call] : [];
	});
	const count = (...wanted: string[]) =>
		calls.filter(({ status }) => wanted.includes(String(status))).length;
	return {
		...campaign,
		calls: Object.fromEntries(calls.map(({ id, status }) => [id, { status }])),
		callsCounterScheduled: count('scheduled'),
		callsCounterQueued: count('queued'),
		callsCounterInProgress: count('ringing', 'in-progress', 'forwarding'),
		callsCounterEndedVoicemail: calls.filter(({ endedReason }) => endedReason === 'voicemail').length,
		callsCounterEnded: count('ended'),
	};
}

const ROW = ['id', 'number', 'name', 'status', 'callId', 'dispatchedAt', 'endedReason'];

const contactRow = (contact: Entity): JsonObject =>
	Object.fromEntries(Object.entries(contact).filter(([key]) => ROW.includes(key)));

/** Stops a campaign, the only thing that can be changed about one. */
function cancel(core: Core, campaign: Entity, body: JsonObject): void {
	const isCancel = Object.keys(body).join() === 'status' && ['cancelled', 'ended'].includes(String(body.status));
	if (!isCancel) throw new Refusal(400, 'Campaigns are immutable. Only `status` can be set to `cancelled`.');
	const { status } = campaign;
	if (status !== 'scheduled' && status !== 'in-progress') {
		throw new Refusal(400, `Campaign is already ${String(status)}.`);
	}
	skipRest(core, campaign);
	const endedReason = `campaign.${status}.ended-by-user`;
	Object.assign(campaign, { status: 'cancelled', endedReason, updatedAt: core.clock.iso() });
}

/** Campaigns, which call their contacts, and are archived but never gone. */
export function campaignRoutes(core: Core): Routes {
	core.life.onEnd((call) => callEnded(core, call));
	const shelf = () => core.store.shelf(CAMPAIGNS);
	const pick = (id?: string): Entity => {
		const campaign = pickFrom(shelf(), 'Campaign', id);
		goOn(core, campaign);
		return campaign;
	};
	return {
		[`POST ${CAMPAIGNS}`]: ({ body }: RouteRequest) => {
			checkCall(core, body);
			if (listOr(body.customers).length > MOST_CONTACTS) {
				throw new Refusal(400, [`customers must contain no more than ${MOST_CONTACTS} elements`]);
			}
			return { status: 201, body: whole(core, beginCampaign(core, body)) };
		},
		[`GET ${CAMPAIGNS}`]: ({ query }: RouteRequest) => {
			const listed = core.clock.now() - core.options.listingDelay;
			for (const campaign of shelf().values()) goOn(core, campaign);
			const all = found(shelf().values(), query, ['id', 'status']).filter(
				({ createdAt }) => Date.parse(createdAt) <= listed,
			);
			const page = pageOf(all, query);
			const results = listOr(page.results).map((campaign) =>
				summary(core, campaign as Entity, query.includeCounters),
			);
			return { status: 200, body: { ...page, results } };
		},
		[`GET ${CAMPAIGNS}/{id}`]: ({ params, query }: RouteRequest) => ({
			status: 200,
			body: summary(core, pick(params.id), query.includeCounters),
		}),
		[`PATCH ${CAMPAIGNS}/{id}`]: ({ params, body }: RouteRequest) => {
			const campaign = pick(params.id);
			cancel(core, campaign, body);
			return { status: 200, body: whole(core, campaign) };
		},
		[`DELETE ${CAMPAIGNS}/{id}`]: ({ params }: RouteRequest) => {
			const campaign = pick(params.id);
			skipRest(core, campaign);
			Object.assign(campaign, { status: 'archived', updatedAt: core.clock.iso() });
			return { status: 200, body: whole(core, campaign) };
		},
		[`GET ${CAMPAIGNS}/{id}/contacts`]: ({ params, query }: RouteRequest) => {
			const contacts = [...contactsIn(core, pick(params.id)).values()];
			const wanted = query.status === undefined ? undefined : ([query.status].flat() as unknown[]);
			const rows = contacts.filter(({ status }) => wanted?.includes(status) ?? true);
			const page = pageOf(rows, { limit: 50, ...query });
			const results = listOr(page.results).map((row) => contactRow(row as Entity));
			return { status: 200, body: { ...page, results } };
		},
	};
}
