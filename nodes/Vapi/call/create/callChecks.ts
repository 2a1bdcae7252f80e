import type { IDataObject } from 'n8n-workflow';

import { isReachable } from '../../../../credentials/reach';
import { knownMistake } from '../../../shared/api/misplacedHints';
import { holds, merges } from '../../../shared/base/values';
import { refuse, shown } from '../../../shared/base/refusal';
import type { AgentInput } from '../../agent/agentPart';
import { ASSISTANT_PLACES } from '../../agent/assistantForm';
import { NOT_ON_THE_WEB } from './callForm';
import type { CallReader, CallType } from './callForm';

type Names = CallReader['name'];

const BODY = 'additionalFields.additionalBody';
const CUSTOMER_ID = 'additionalFields.customerId';
const OVERRIDES = 'additionalFields.assistantOverrides';
const SERVER_URL = 'additionalFields.webhookUrl';

const AGENTS = ['assistantId', 'assistant', 'squadId', 'squad', 'workflowId', 'workflow'];
/** Transports that a person joins, so that there is nobody to dial. */
const JOINED_TRANSPORTS = ['vapi.websocket', 'daily'];
const CUSTOMER_FIELDS = ['number', 'sipUri'];

/** The field that names the agent, by what is chosen in 'Agent'. */
const AGENT_FIELDS = {
	assistant: 'assistantId',
	squad: 'squadId',
	newSquad: 'newSquad',
	newAssistant: undefined,
} as const;

/** What the form says of a call, as far as it matters to who is called and by whom. */
export interface ChosenCall {
	callType: CallType;
	agent: Pick<AgentInput, 'kind'>;
	additionalBody?: IDataObject;
}

/** What JSON may bring instead, for those who have it on the screen. */
function inJson({ additionalBody }: ChosenCall, what: string, names: Names): string {
	return additionalBody === undefined ? '' : `, or bring ${what} in '${names(BODY)}'`;
}

function checkOneAgent(agents: string[], names: Names): void {
	if (agents.length < 2) return;
	const isChange = agents.includes('assistantId') && agents.includes('assistant');
	refuse(
		`'${names('agent')}' and '${names(BODY)}' name more than one agent: ${agents.join(', ')}`,
		isChange
			? `What is different in a saved assistant goes into '${names(OVERRIDES)}' instead. For a new one, change '${names('agent')}'`
			: `Vapi takes one. Clear the field below '${names('agent')}' or take the other one out of '${names(BODY)}'`,
	);
}

function checkAgent(asked: ChosenCall, body: IDataObject, names: Names): void {
	const agents = AGENTS.filter((key) => holds(body, key));
	if (agents.length === 0) {
		const field = AGENT_FIELDS[asked.agent.kind];
		const name = field === undefined ? 'The new assistant' : `'${names(field)}'`;
		refuse(
			`${name} is empty: the call has no agent`,
			`Fill it in, check that an expression in it finds a value for this item, or change '${names('agent')}'${inJson(asked, 'the agent', names)}`,
		);
	}
	checkOneAgent(agents, names);
	const { squad } = body;
	if (merges(squad) && !(Array.isArray(squad.members) && squad.members.length > 0)) {
		refuse(
			`'${names('newSquad')}' has no members`,
			'List its assistants in members, such as [{ "assistantId": "…" }]',
		);
	}
}

/** Stops what stands at a place of the request where Vapi wants something else. */
function refuseShape(body: IDataObject, key: string, wayOut: string, names: Names): never {
	return refuse(`'${names(BODY)}' has as '${key}' ${shown(body[key])}`, wayOut);
}

function checkFrom(asked: ChosenCall, body: IDataObject, names: Names): void {
	if (holds(body, 'phoneNumber') && !merges(body.phoneNumber)) {
		const wayOut = `phoneNumber is your own line, as an object. Whom you call goes into '${names('to')}', and a saved line into '${names('phoneNumberId')}'`;
		refuseShape(body, 'phoneNumber', wayOut, names);
	}
	const lines = ['phoneNumberId', 'phoneNumber'].filter((key) => holds(body, key));
	if (lines.length > 1) {
		refuse(
			`'${names('phoneNumberId')}' and '${names(BODY)}' name two lines: ${lines.join(', ')}`,
			`A call comes from one. Clear '${names('phoneNumberId')}' or take the other one out of '${names(BODY)}'`,
		);
	}
	if (lines.length > 0 || holds(body, 'transport')) return;
	refuse(
		`'${names('phoneNumberId')}' is missing`,
		`Choose the number that the call comes from${inJson(asked, 'phoneNumber or transport', names)}`,
	);
}

function areCustomers({ customers }: IDataObject): boolean {
	return Array.isArray(customers) && customers.every((customer) => merges(customer));
}

function checkTo(asked: ChosenCall, body: IDataObject, names: Names): void {
	const { customer, transport } = body;
	if (holds(body, 'customer') && !merges(customer)) {
		const wayOut = `customer is an object, such as { "number": "+15555550123" }. The number alone goes into '${names('to')}'`;
		refuseShape(body, 'customer', wayOut, names);
	}
	if (holds(body, 'customers') && !areCustomers(body)) {
		const wayOut = 'customers is a list of objects, such as [{ "number": "+15555550123" }]';
		refuseShape(body, 'customers', wayOut, names);
	}
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
		`Fill in a phone number or a SIP address, or add '${names(CUSTOMER_ID)}'${inJson(asked, 'customers', names)}`,
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
 * @param body the finished request
 * @param api base URL of the API
 * @throws Refusal
 */
export function checkCall(asked: ChosenCall, body: IDataObject, api: URL, names: Names): void {
	const { callType } = asked;
	if (callType === 'web') checkWeb(body, names);
	checkAgent(asked, body, names);
	if (callType === 'phone') {
		checkFrom(asked, body, names);
		checkTo(asked, body, names);
	}
	checkServerUrls(body, api, names);
}
