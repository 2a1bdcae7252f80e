import type { IDataObject } from 'n8n-workflow';

import { shown } from '../../../shared/api/refuse';
import { isObject } from '../../../shared/base/merge';
import type { CallType, FieldNames, Refuse } from '../../agent/types';

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

function checkAgent(body: IDataObject, names: FieldNames, refuse: Refuse): void {
	const agents = AGENTS.filter((key) => has(body, key));
	if (agents.length === 0) {
		refuse(
			`'${names('agent')}' is not filled in: the call has no agent`,
			'Choose a saved assistant or squad, or describe a new one',
		);
	}
	if (agents.length > 1) {
		refuse(
			`'${names('agent')}' and '${names('body')}' name more than one agent: ${agents.join(', ')}`,
			`Vapi takes one. Clear '${names('agent')}' or take the other one out of '${names('body')}'`,
		);
	}
}

function checkFrom(body: IDataObject, names: FieldNames, refuse: Refuse): void {
	if (['phoneNumberId', 'phoneNumber', 'transport'].some((key) => has(body, key))) return;
	refuse(
		`'${names('phoneNumberId')}' is missing`,
		`Choose the number that the call comes from, or bring phoneNumber or transport in '${names('body')}'`,
	);
}

function checkTo(body: IDataObject, names: FieldNames, refuse: Refuse): void {
	const { customer, transport } = body;
	const toOne = isObject(customer) && CUSTOMER_FIELDS.some((key) => has(customer, key));
	if (toOne && has(body, 'customers')) {
		refuse(
			`The call has both '${names('to')}' and customers`,
			`Leave '${names('to')}' empty where '${names('body')}' lists customers`,
		);
	}
	if (toOne || has(body, 'customers') || has(body, 'customerId')) return;
	if (isObject(transport) && JOINED_TRANSPORTS.includes(String(transport.provider))) return;
	refuse(
		`'${names('to')}' is empty`,
		`Fill in a phone number or a SIP address, or bring customers or customerId in '${names('body')}'`,
	);
}

function checkWeb(body: IDataObject, names: FieldNames, refuse: Refuse): void {
	const extra = NOT_ON_THE_WEB.filter((key) => body[key] !== undefined);
	if (extra.length === 0) return;
	refuse(
		`'${names('body')}' holds what a web call does not have: ${extra.join(', ')}`,
		`Take it out, or choose another '${names('callType')}'`,
	);
}

/** Milliseconds since 1970 of a date in a request, NaN where it is none. */
function timeOf(date: unknown): number {
	return typeof date === 'string' ? Date.parse(date) : Number.NaN;
}

function checkSchedule(plan: unknown, names: FieldNames, refuse: Refuse): void {
	if (!isObject(plan)) return;
	for (const key of ['earliestAt', 'latestAt']) {
		if (has(plan, key) && Number.isNaN(timeOf(plan[key]))) {
			refuse(
				`'${names(key)}' is not a date: ${shown(plan[key])}`,
				'Give a date in ISO 8601, such as 2030-01-31T09:30:00Z',
			);
		}
	}
	if (!has(plan, 'latestAt')) return;
	if (!has(plan, 'earliestAt')) {
		refuse(
			`'${names('latestAt')}' is set and '${names('earliestAt')}' is not`,
			`Vapi schedules a call by its earliest time: fill in '${names('earliestAt')}', too`,
		);
	}
	if (timeOf(plan.latestAt) < timeOf(plan.earliestAt)) {
		refuse(
			`'${names('latestAt')}' (${String(plan.latestAt)}) is before '${names('earliestAt')}' (${String(plan.earliestAt)})`,
			'Correct one of the two; a date without an offset is in the time zone of the workflow',
		);
	}
}

/**
 * Checks what makes a request a call: an agent, and for a phone call a number on both ends, whether
 * the form or 'Additional Body' brought them.
 */
export function checkCall(
	callType: CallType,
	body: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): void {
	if (callType === 'web') checkWeb(body, names, refuse);
	checkAgent(body, names, refuse);
	if (callType === 'phone') {
		checkFrom(body, names, refuse);
		checkTo(body, names, refuse);
	}
	checkSchedule(body.schedulePlan, names, refuse);
}
