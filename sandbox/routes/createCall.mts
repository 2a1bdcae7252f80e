import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import { REFUSED_NUMBER } from '../life/story.mts';
import { ORG_ID } from '../seed.mts';
import { isObject, listOr, objectOr, type Entity, type JsonObject, type Reply } from '../types.mts';
import { assistantOf } from '../life/agent.mts';
import { checkCall, checkWebCall, isWebsocket, spendOutboundCall } from './callRules.mts';

/** How long (at human speed) a blocked call waits before it rings after all. */
const BLOCKED_WAIT = 120_000;

const monitorOf = (core: Core, id: string, body: JsonObject): JsonObject => {
	const plan = objectOr(assistantOf(body, core.store).monitorPlan);
	const { control } = core.urls;
	return {
		...(plan.listenEnabled === false
			? {}
			: { listenUrl: `${control.replace('http', 'ws')}/${id}/listen` }),
		...(plan.controlEnabled === false ? {} : { controlUrl: `${control}/${id}/control` }),
	};
};

/** A call as it is before it has a type and a status. */
export function newCall(core: Core, body: JsonObject): Entity {
	const id = randomUUID();
	const now = core.clock.iso();
	return {
		id,
		orgId: ORG_ID,
		createdAt: now,
		updatedAt: now,
		...structuredClone(body),
		cost: 0,
		monitor: monitorOf(core, id, body),
	};
}

const limitsOf = (core: Core, concurrencyBlocked: boolean): JsonObject => {
	const { limit } = core.options.concurrency;
	return {
		concurrencyBlocked,
		concurrencyLimit: limit,
		remainingConcurrentCalls: Math.max(0, limit - core.life.active()),
	};
};

const isScheduled = (core: Core, body: JsonObject): boolean =>
	isObject(body.schedulePlan) &&
	Date.parse(String(body.schedulePlan.earliestAt)) > core.clock.now();

const dial = (core: Core, call: Entity): void => {
	const { number, sipUri } = objectOr(call.customer);
	core.dials.push({
		callId: call.id,
		...(number ? { number: String(number) } : {}),
		...(sipUri ? { sipUri: String(sipUri) } : {}),
		at: call.createdAt,
	});
};

/** Accepts one outbound phone call; gives its limits as they are afterwards. */
export function acceptPhoneCall(
	core: Core,
	body: JsonObject,
	forceBlocked: boolean,
): { call: Entity; limits: JsonObject } {
	const { limit, over } = core.options.concurrency;
	const isFull = core.life.active() >= limit;
	if (objectOr(body.customer).number === REFUSED_NUMBER) {
		throw new Refusal(400, "Couldn't Start Call. This Number Cannot Be Called.");
	}
	if (isFull && over === 'refused') throw new Refusal(400, 'Over Concurrency Limit');
	spendOutboundCall(core, body);
	const call = newCall(core, body);
	const blocked = forceBlocked || isFull;
	const scheduled = isScheduled(core, body);
	Object.assign(call, {
		type: 'outboundPhoneCall',
		phoneCallTransport: objectOr(body.customer).sipUri ? 'sip' : 'pstn',
		status: scheduled || blocked ? 'scheduled' : 'queued',
	});
	core.store.calls.set(call.id, call);
	dial(core, call);
	if (isFull && over === 'ended' && !scheduled) {
		Object.assign(call, {
			status: 'ended',
			endedReason: 'call.start.error-subscription-concurrency-limit-reached',
			endedAt: call.createdAt,
		});
	} else {
		const wait = scheduled
			? waitUntil(core, call)
			: blocked
				? BLOCKED_WAIT
				: 0;
		core.life.start(call, wait);
	}
	return { call, limits: limitsOf(core, blocked && !scheduled) };
}

/** A schedule is kept in real time: the wait is stretched so that the time scale takes it back. */
const waitUntil = (core: Core, call: Entity): number => {
	const { earliestAt } = objectOr(call.schedulePlan);
	const milliseconds = Date.parse(String(earliestAt)) - core.clock.now();
	return core.options.timeScale > 0 ? milliseconds / core.options.timeScale : 0;
};

function createBatch(core: Core, body: JsonObject, blocked: boolean): Reply {
	const { customers, ...common } = body;
	const results: Entity[] = [];
	const errors: JsonObject[] = [];
	for (const entry of listOr(customers)) {
		const { assistantOverrides, squadOverrides, ...customer } = objectOr(entry);
		const own = {
			...common,
			...(assistantOverrides ? { assistantOverrides } : {}),
			...(squadOverrides ? { squadOverrides } : {}),
			customer,
		};
		try {
			results.push(acceptPhoneCall(core, own, blocked).call);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			errors.push({ customer: entry, error: error.message });
		}
	}
	const subscriptionLimits = limitsOf(
		core,
		results.some(({ status, schedulePlan }) => status === 'scheduled' && !schedulePlan),
	);
	return { status: 201, body: { subscriptionLimits, results, errors } };
}

function createWebsocketCall(core: Core, body: JsonObject): Reply {
	const call = newCall(core, body);
	const socket = core.urls.control.replace('http', 'ws');
	Object.assign(call, {
		type: 'vapi.websocketCall',
		status: 'queued',
		transport: {
			...objectOr(body.transport),
			websocketCallUrl: `${socket}/${call.id}/transport`,
		},
	});
	core.store.calls.set(call.id, call);
	core.life.start(call);
	return { status: 201, body: { ...call, subscriptionLimits: limitsOf(core, false) } };
}

/** POST /call: one call, a batch or a WebSocket call. */
export function createCall(core: Core, { body, blocked }: RouteRequest): Reply {
	checkCall(core, body);
	if (isWebsocket(body)) return createWebsocketCall(core, body);
	if (listOr(body.customers).length) return createBatch(core, body, blocked);
	const { call, limits } = acceptPhoneCall(core, body, blocked);
	return { status: 201, body: { ...call, subscriptionLimits: limits } };
}

/** POST /call/web: a room to join in a browser. */
export function createWebCall(core: Core, { body }: RouteRequest): Reply {
	checkWebCall(core, body);
	const { roomDeleteOnUserLeaveEnabled, ...rest } = body;
	const call = newCall(core, rest);
	const webCallUrl = `${core.urls.control}/${call.id}/room`;
	Object.assign(call, {
		type: 'webCall',
		status: 'queued',
		webCallUrl,
		transport: {
			provider: 'daily',
			callUrl: webCallUrl,
			...(roomDeleteOnUserLeaveEnabled === undefined ? {} : { roomDeleteOnUserLeaveEnabled }),
		},
	});
	core.store.calls.set(call.id, call);
	core.life.start(call);
	return { status: 201, body: call };
}
