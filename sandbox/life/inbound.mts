import type { Core } from '../core.mts';
import { newCall } from '../routes/createCall.mts';
import { PHONE_NUMBERS } from '../seed.mts';
import type { Entity, JsonObject } from '../types.mts';

/** Someone calls a number of the account. */
export interface InboundCall {
	/** Which number is called; the main line when left out. */
	phoneNumberId?: string;
	/** The caller. */
	from?: string;
	/** The caller's name. */
	name?: string;
}

const AGENT_FIELDS = [
	'assistantId',
	'assistant',
	'assistantOverrides',
	'squadId',
	'squad',
	'squadOverrides',
];

const pickAgent = (fields: JsonObject): JsonObject =>
	Object.fromEntries(
		AGENT_FIELDS.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
	);

const fail = (core: Core, call: Entity, endedReason: string, fields: JsonObject = {}): Entity => {
	const at = core.clock.iso();
	Object.assign(call, fields, { status: 'ended', endedReason, endedAt: at, updatedAt: at });
	core.webhooks.status(call);
	core.webhooks.endOfCall(call);
	return call;
};

/**
 * Takes an inbound call. A number without an agent asks its server which one to use
 * (assistant-request); what the answer does to the call is what Vapi would do.
 */
export async function takeInboundCall(core: Core, inbound: InboundCall): Promise<Entity> {
	const phoneNumberId = inbound.phoneNumberId ?? PHONE_NUMBERS.main;
	const number = core.store.phoneNumbers.get(phoneNumberId);
	if (!number) throw new TypeError(`No phone number ${phoneNumberId}`);
	const customer = {
		number: inbound.from ?? '+15555550123',
		...(inbound.name ? { name: inbound.name } : {}),
	};
	const call = newCall(core, { phoneNumberId, customer, ...pickAgent(number) });
	Object.assign(call, {
		type: 'inboundPhoneCall',
		phoneCallTransport: 'pstn',
		status: 'ringing',
	});
	core.store.calls.set(call.id, call);
	if (!call.assistantId && !call.squadId) {
		const { delivery, understood, body } = await core.webhooks.assistantRequest(call);
		if (!delivery) {
			return fail(core, call, 'call-start-error-neither-assistant-nor-server-set');
		}
		if (!understood) {
			const { status = null } = delivery.attempts.at(-1) ?? {};
			const reason = status !== 200 ? 'failed' : 'returned-invalid-assistant';
			return fail(core, call, `assistant-request-${reason}`);
		}
		if (body.error) {
			return fail(core, call, 'assistant-request-returned-error', { endedMessage: body.error });
		}
		if (body.destination) {
			const { destination } = body;
			return fail(core, call, 'assistant-request-returned-forwarding-phone-number', {
				destination,
			});
		}
		Object.assign(call, pickAgent(body));
	}
	core.life.start(call);
	return call;
}
