import type { IDataObject } from 'n8n-workflow';

import { isReachable } from '../../../../credentials/reach';
import { knownMistake } from '../../../shared/api/misplacedHints';
import { asObject, holds, merges } from '../../../shared/base/values';
import { refuse, shown } from '../../../shared/base/refusal';
import { ASSISTANT_PLACES } from '../../agent/assistantForm';
import { NOT_ON_THE_WEB } from './callForm';
import type { CallReader, CallType } from './callForm';

type Names = CallReader['name'];

const BODY = 'additionalFields.additionalBody';
const CUSTOMER_ID = 'additionalFields.customerId';
const EARLIEST = 'additionalFields.scheduleEarliestAt';
const LATEST = 'additionalFields.scheduleLatestAt';
const SERVER_URL = 'additionalFields.webhookUrl';

const AGENTS = ['assistantId', 'assistant', 'squadId', 'squad', 'workflowId', 'workflow'];
/** Transports that a person joins, so that there is nobody to dial. */
const JOINED_TRANSPORTS = ['vapi.websocket', 'daily'];
const CUSTOMER_FIELDS = ['number', 'sipUri'];

function checkAgent(body: IDataObject, names: Names): void {
	const agents = AGENTS.filter((key) => holds(body, key));
	if (agents.length === 0) {
		refuse(
			`'${names('agent')}' is not filled in: the call has no agent`,
			'Choose a saved assistant or squad, or describe a new one',
		);
	}
	if (agents.length > 1) {
		refuse(
			`'${names('agent')}' and '${names(BODY)}' name more than one agent: ${agents.join(', ')}`,
			`Vapi takes one. Clear '${names('agent')}' or take the other one out of '${names(BODY)}'`,
		);
	}
}

function checkFrom(body: IDataObject, names: Names): void {
	if (['phoneNumberId', 'phoneNumber', 'transport'].some((key) => holds(body, key))) return;
	refuse(
		`'${names('phoneNumberId')}' is missing`,
		`Choose the number that the call comes from, or bring phoneNumber or transport in '${names(BODY)}'`,
	);
}

function checkTo(body: IDataObject, names: Names): void {
	const { customer, transport } = body;
	const toOne = merges(customer) && CUSTOMER_FIELDS.some((key) => holds(customer, key));
	if (toOne && holds(body, 'customers')) {
		refuse(
			`The call has both '${names('to')}' and customers`,
			`Leave '${names('to')}' empty where '${names(BODY)}' lists customers`,
		);
	}
	if (toOne && holds(body, 'customerId')) {
		refuse(
			`The call has both '${names('to')}' and '${names(CUSTOMER_ID)}'`,
			'Say once who is called: empty one of the two',
		);
	}
	if (toOne || holds(body, 'customers') || holds(body, 'customerId')) return;
	if (merges(transport) && JOINED_TRANSPORTS.includes(String(transport.provider))) return;
	refuse(
		`'${names('to')}' is empty`,
		`Fill in a phone number or a SIP address, or add '${names(CUSTOMER_ID)}', or bring customers in '${names(BODY)}'`,
	);
}

function checkWeb(body: IDataObject, names: Names): void {
	const extra = NOT_ON_THE_WEB.filter((key) => body[key] !== undefined);
	if (extra.length === 0) return;
	refuse(
		`'${names(BODY)}' holds what a web call does not have: ${extra.join(', ')}`,
		`Take it out, or choose another '${names('callType')}'`,
	);
}

/** Vapi sends the events of a call over https or wss, and refuses a request with another address. */
function checkServerUrls(body: IDataObject, api: URL, names: Names): void {
	for (const place of ASSISTANT_PLACES) {
		const settings = body[place];
		const server = merges(settings) ? settings.server : undefined;
		if (!merges(server) || typeof server.url !== 'string') continue;
		if (isReachable(server.url, api, ['https:', 'wss:'])) continue;
		refuse(
			`'${names(SERVER_URL)}' is not an https address: ${shown(server.url)}`,
			'Vapi sends events to https addresses only. For a workflow, use the production URL of its trigger',
		);
	}
}

/**
 * Stops names that people are known to try in JSON, before Vapi refuses them. Others pass: Vapi takes
 * some that its document does not name.
 * @param body 'Additional Body'
 * @throws Refusal
 */
export function checkBodyNames(body: IDataObject, names: Names): void {
	for (const name of Object.keys(body)) {
		const hint = knownMistake(name);
		if (hint !== undefined) refuse(`'${names(BODY)}' has '${name}', which no call of Vapi has`, hint);
	}
}

/**
 * Checks what makes a request a call: an agent, and for a phone call a number on both ends, whether
 * the form or 'Additional Body (JSON)' brought them.
 * @param api base URL of the API
 * @throws Refusal
 */
export function checkCall(callType: CallType, body: IDataObject, api: URL, names: Names): void {
	if (callType === 'web') checkWeb(body, names);
	checkAgent(body, names);
	if (callType === 'phone') {
		checkFrom(body, names);
		checkTo(body, names);
	}
	checkServerUrls(body, api, names);
}

/** Milliseconds since 1970 of a date in a request, NaN where it is none. */
function timeOf(date: unknown): number {
	return typeof date === 'string' ? Date.parse(date) : Number.NaN;
}

function checkDates(plan: IDataObject, { name }: CallReader): void {
	for (const [key, field] of [['earliestAt', EARLIEST], ['latestAt', LATEST]] as const) {
		if (holds(plan, key) && Number.isNaN(timeOf(plan[key]))) {
			refuse(
				`'${name(field)}' is not a date: ${shown(plan[key])}`,
				'Give a date in ISO 8601, such as 2030-01-31T09:30:00Z',
			);
		}
	}
}

function checkOrder(plan: IDataObject, { name }: CallReader): void {
	if (!holds(plan, 'latestAt')) return;
	if (!holds(plan, 'earliestAt')) {
		refuse(
			`'${name(LATEST)}' is set and '${name(EARLIEST)}' is not`,
			`Vapi schedules a call by its earliest time: fill in '${name(EARLIEST)}', too`,
		);
	}
	if (timeOf(plan.latestAt) < timeOf(plan.earliestAt)) {
		refuse(
			`'${name(LATEST)}' (${String(plan.latestAt)}) is before '${name(EARLIEST)}' (${String(plan.earliestAt)})`,
			'Correct one of the two; a date without an offset is in the time zone of the workflow',
		);
	}
}

/**
 * Checks when the call is to be placed. Vapi rings at once where there is no earliest time or it is
 * over, so an expression that finds none stops the item; a field left empty on purpose does not.
 * @param now in milliseconds since 1970; left out where the call may have been placed in time already
 * @throws Refusal
 */
export function checkSchedule(schedulePlan: unknown, reader: CallReader, now?: number): void {
	const { name, isExpression } = reader;
	const plan = asObject(schedulePlan);
	checkDates(plan, reader);
	if (!holds(plan, 'earliestAt') && isExpression(EARLIEST)) {
		refuse(
			`'${name(EARLIEST)}' is empty for this item, and without it the call rings at once`,
			'Check that the expression in it finds a date, or leave items without one out',
		);
	}
	checkOrder(plan, reader);
	if (now !== undefined && timeOf(plan.earliestAt) < now) {
		refuse(
			`'${name(EARLIEST)}' (${String(plan.earliestAt)}) is in the past, so the call would ring at once`,
			`Give a time to come, or remove '${name(EARLIEST)}' for calls that are to be placed now. A date without an offset is in the time zone of the workflow`,
		);
	}
}
