import type { Core } from '../core.mts';
import { Refusal } from '../http/errors.mts';
import { isObject, listOr, objectOr, type JsonObject } from '../types.mts';
import { checkUrls } from './urls.mts';

const AGENTS = ['assistantId', 'assistant', 'squadId', 'squad', 'workflowId', 'workflow'];
const E164 = /^\+[1-9]\d{1,14}$/;
const DIALABLE = /^\+?[a-zA-Z0-9]+$/;

/** The call goes over Vapi's own WebSocket: nobody is dialed. */
export const isWebsocket = (body: JsonObject): boolean =>
	objectOr(body.transport).provider === 'vapi.websocket';

const checkAgent = (body: JsonObject): void => {
	const given = AGENTS.filter((name) => body[name] !== undefined);
	if (given.length === 0) {
		throw new Refusal(
			400,
			"Couldn't Start Call. Need Either `assistantId`, `assistant`, `squadId`, `squad`, `workflowId` Or `workflow`.",
		);
	}
	if (given.length > 1) {
		throw new Refusal(400, `Couldn't Start Call. Need Only One Of ${given.join(', ')}.`);
	}
	if (body.assistantVersion && !body.assistantId) {
		throw new Refusal(400, ['assistantVersion is supported only with assistantId']);
	}
};

const checkAgentExists = (core: Core, body: JsonObject): void => {
	const { assistantId, squadId } = body;
	if (assistantId && !core.store.assistants.has(String(assistantId))) {
		throw new Refusal(400, `Couldn't Get Assistant. \`assistantId\` ${assistantId} Does Not Exist.`);
	}
	if (squadId && !core.store.squads.has(String(squadId))) {
		throw new Refusal(400, `Couldn't Get Squad. \`squadId\` ${squadId} Does Not Exist.`);
	}
};

const numberFaults = (customer: JsonObject, place: string): string[] => {
	const { number, numberE164CheckEnabled } = customer;
	if (number === undefined) return [];
	const pattern = numberE164CheckEnabled === false ? DIALABLE : E164;
	return pattern.test(String(number))
		? []
		: [
				`${place}.number must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code (Eg. US: +1).`,
			];
};

const checkNumbers = (body: JsonObject): void => {
	const faults = [
		...(isObject(body.customer) ? numberFaults(body.customer, 'customer') : []),
		...listOr(body.customers).flatMap((customer, index) =>
			numberFaults(objectOr(customer), `customers.${index}`),
		),
	];
	if (faults.length) throw new Refusal(400, faults);
};

const checkFrom = (core: Core, body: JsonObject): void => {
	if (!body.phoneNumberId && !body.phoneNumber) {
		throw new Refusal(
			400,
			"Couldn't Get Phone Number. Need Either `phoneNumberId` Or `phoneNumber`.",
		);
	}
	if (body.phoneNumberId && !core.store.phoneNumbers.has(String(body.phoneNumberId))) {
		throw new Refusal(
			400,
			`Couldn't Get Phone Number. \`phoneNumberId\` ${body.phoneNumberId} Does Not Exist.`,
		);
	}
};

const checkTo = (body: JsonObject): void => {
	const { number, sipUri } = objectOr(body.customer);
	const customers = listOr(body.customers);
	if (number || sipUri || body.customerId || customers.length) return;
	throw new Refusal(400, "Couldn't Get Customer. Need Either `customerId` Or `customer`.");
};

const checkSchedule = (body: JsonObject): void => {
	const { earliestAt, latestAt } = objectOr(body.schedulePlan);
	if (earliestAt && latestAt && Date.parse(String(latestAt)) < Date.parse(String(earliestAt))) {
		throw new Refusal(400, ['schedulePlan.latestAt must be after schedulePlan.earliestAt']);
	}
};

/** The rules of POST /call that Vapi's document does not state: who talks, from where, to whom. */
export function checkCall(core: Core, body: JsonObject): void {
	checkNumbers(body);
	checkUrls(body);
	checkSchedule(body);
	checkAgent(body);
	checkAgentExists(core, body);
	if (isWebsocket(body)) return;
	checkFrom(core, body);
	checkTo(body);
}

/** The rules of POST /call/web. */
export function checkWebCall(core: Core, body: JsonObject): void {
	checkUrls(body);
	checkAgent(body);
	checkAgentExists(core, body);
}

/** Refuses an outbound call from a number that may not place another one. */
export function spendOutboundCall(core: Core, body: JsonObject): void {
	const id = String(body.phoneNumberId);
	const left = core.store.outboundLimits[id];
	if (left === undefined) return;
	if (left <= 0) {
		throw new Refusal(
			400,
			"Couldn't Start Call. Numbers Bought On Vapi Have A Daily Outbound Call Limit. Import Your Own Twilio Numbers To Scale Without Limits.",
		);
	}
	core.store.outboundLimits[id] = left - 1;
}
