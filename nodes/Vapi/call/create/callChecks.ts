import type { IDataObject } from 'n8n-workflow';

import { isReachable } from '../../../../credentials/reach';
import { knownMistake } from '../../../shared/api/misplacedHints';
import { merges } from '../../../shared/base/values';
import { refuse, shown } from '../../../shared/base/refusal';
import { ASSISTANT_PLACES } from '../../agent/assistantForm';
import type { CallReader, CallType } from './callForm';

type Names = CallReader['name'];

const BODY = 'additionalFields.advanced.body';
const EARLIEST = 'additionalFields.schedule.earliestAt';
const LATEST = 'additionalFields.schedule.latestAt';
const SERVER_URL = 'additionalFields.webhook.serverUrl';

const AGENTS = ['assistantId', 'assistant', 'squadId', 'squad', 'workflowId', 'workflow'];
/** What POST /call has and POST /call/web has not. */
const NOT_ON_THE_WEB = [
	'customer',
	'customerId',
	'customers',
	'name',
	'phoneNumber',
	'phoneNumberId',
	'schedulePlan',
	'transport',
];
/** Transports that a person joins, so that there is nobody to dial. */
const JOINED_TRANSPORTS = ['vapi.websocket', 'daily'];
const CUSTOMER_FIELDS = ['number', 'sipUri'];

function has(object: IDataObject, key: string): boolean {
	const value = object[key];
	if (value === undefined || value === null || value === '') return false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}

function checkAgent(body: IDataObject, names: Names): void {
	const agents = AGENTS.filter((key) => has(body, key));
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
	if (['phoneNumberId', 'phoneNumber', 'transport'].some((key) => has(body, key))) return;
	refuse(
		`'${names('phoneNumberId')}' is missing`,
		`Choose the number that the call comes from, or bring phoneNumber or transport in '${names(BODY)}'`,
	);
}

function checkTo(body: IDataObject, names: Names): void {
	const { customer, transport } = body;
	const toOne = merges(customer) && CUSTOMER_FIELDS.some((key) => has(customer, key));
	if (toOne && has(body, 'customers')) {
		refuse(
			`The call has both '${names('to')}' and customers`,
			`Leave '${names('to')}' empty where '${names(BODY)}' lists customers`,
		);
	}
	if (toOne || has(body, 'customers') || has(body, 'customerId')) return;
	if (merges(transport) && JOINED_TRANSPORTS.includes(String(transport.provider))) return;
	refuse(
		`'${names('to')}' is empty`,
		`Fill in a phone number or a SIP address, or bring customers or customerId in '${names(BODY)}'`,
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

/** Milliseconds since 1970 of a date in a request, NaN where it is none. */
function timeOf(date: unknown): number {
	return typeof date === 'string' ? Date.parse(date) : Number.NaN;
}

function checkSchedule(plan: unknown, names: Names): void {
	if (!merges(plan)) return;
	for (const [key, field] of [['earliestAt', EARLIEST], ['latestAt', LATEST]] as const) {
		if (has(plan, key) && Number.isNaN(timeOf(plan[key]))) {
			refuse(
				`'${names(field)}' is not a date: ${shown(plan[key])}`,
				'Give a date in ISO 8601, such as 2030-01-31T09:30:00Z',
			);
		}
	}
	if (!has(plan, 'latestAt')) return;
	if (!has(plan, 'earliestAt')) {
		refuse(
			`'${names(LATEST)}' is set and '${names(EARLIEST)}' is not`,
			`Vapi schedules a call by its earliest time: fill in '${names(EARLIEST)}', too`,
		);
	}
	if (timeOf(plan.latestAt) < timeOf(plan.earliestAt)) {
		refuse(
			`'${names(LATEST)}' (${String(plan.latestAt)}) is before '${names(EARLIEST)}' (${String(plan.earliestAt)})`,
			'Correct one of the two; a date without an offset is in the time zone of the workflow',
		);
	}
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
 * the form or 'Additional Body' brought them.
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
	checkSchedule(body.schedulePlan, names);
	checkServerUrls(body, api, names);
}
