import type { IDataObject } from 'n8n-workflow';

import { baseUrlOf } from '../../../../credentials/keys';
import { credentialError } from '../../../shared/api/credentialErrors';
import type { Refusal } from '../../../shared/base/refusal';
import type { OperationHandler } from '../../../shared/engine/handler';
import { goesOn } from '../../../shared/engine/failedItem';
import { itemReader } from '../../../shared/engine/itemReader';
import { operation } from '../../../shared/generated/call/create';
import { readOnce } from '../../../shared/vapi/readOnce';
import type { AgentInput } from '../../agent/agentPart';
import { needsSavedAssistant } from '../../agent/agentPart';
import { checkBodyLimits } from '../../agent/bodyLimits';
import { itemsOf } from '../placing/callItems';
import { rings } from '../placing/identity';
import { withKnownCalls } from '../placing/knownCalls';
import type { Sendable } from '../placing/placeAll';
import { placeAll } from '../placing/placeAll';
import { placeCall } from '../placing/placeCall';
import type { PreparedCall } from '../placing/preparedCall';
import { withCallsOf } from '../placing/recordedCalls';
import { dialSession, mayBeDialed } from '../placing/session';
import { CallRules } from '../rules/callRules';
import { checkRules } from '../rules/checkRules';
import { readRules, RULES } from '../rules/readRules';
import { bodyOf } from './callBody';
import { checkBodyNames, checkCall } from './callChecks';
import type { CallReader } from './callForm';
import { checkFits, readCallForm } from './callForm';
import { checkSchedule, overdue } from './checkSchedule';

/** The one nested object that needs no saved assistant to be checked. */
const SERVER = 'server';

/** The agent without what begins from the saved assistant. */
function withoutParts(agent: AgentInput): AgentInput {
	const values = { ...agent.form.values };
	for (const { part } of agent.form.partial) if (part !== SERVER) delete values[part];
	const partial = agent.form.partial.filter(({ part }) => part === SERVER);
	return { ...agent, form: { values, partial } };
}

/** The dialing rules of a call, and whether it may be placed by them as far as that is known by now. */
function rulesOf(reader: CallReader, body: IDataObject, isFirst: boolean): CallRules | undefined {
	const { ctx, value, written } = reader;
	if (!RULES.some((parameter) => written(parameter) !== undefined)) return undefined;
	const { maximumCalls, dryRun, ...ofRinging } = readRules(reader);
	const path = value('callType') === 'web' ? '/call/web' : '/call';
	const settings = { maximumCalls, dryRun, ...(rings(path, body) && ofRinging) };
	// In a retry, a call that was placed before comes out all the same.
	if (isFirst) checkRules(settings, body, !goesOn(ctx), Date.now());
	return new CallRules(settings, value('options.dialOnce') !== false);
}

/**
 * Reads and checks the call of one item. Sends nothing but the GET of a saved assistant.
 * @throws Refusal, NodeOperationError, NodeApiError
 */
export async function prepareCall(reader: CallReader): Promise<PreparedCall> {
	const { ctx, itemIndex, rows, name } = reader;
	// Noted before anything can stop the node: a retry then knows that nobody was dialed.
	const isFirst = !mayBeDialed(dialSession(ctx), itemIndex);
	const form = readCallForm(reader);
	checkFits(form, reader);
	const { agent, callType, options, output } = form;
	checkBodyNames(form.additionalBody ?? {}, name);
	const credentials = await ctx.getCredentials('vapiApi', itemIndex);
	const api = baseUrlOf(credentials);

	const lateIn = ({ schedulePlan }: IDataObject): Refusal | undefined => {
		const late = overdue(schedulePlan, reader, Date.now());
		// In a retry, a call that was placed in time comes out all the same.
		if (late !== undefined && isFirst) throw late;
		return late;
	};
	const checkedBody = (input: AgentInput, saved: IDataObject): IDataObject => {
		const body = bodyOf({ ...form, agent: input }, saved, name);
		checkCall(form, body, api, name);
		checkSchedule(body.schedulePlan, reader);
		lateIn(body);
		checkBodyLimits(body, rows);
		return body;
	};
	let saved: IDataObject = {};
	if (needsSavedAssistant(agent)) {
		// What can be checked without the assistant is checked before anything is requested.
		checkedBody(withoutParts(agent), saved);
		saved = await readOnce(ctx, itemIndex, 'assistant', String(agent.target.assistantId));
	}
	const body = checkedBody(agent, saved);
	const rules = rulesOf(reader, body, isFirst);

	const prepared = { itemIndex, body, options, output, rules, late: lateIn(body) };
	if (callType !== 'web') return { ...prepared, path: '/call', key: 'private' };
	if (String(credentials.publicKey ?? '').trim() === '') {
		throw credentialError(
			ctx,
			'Web calls need the Public Key, and the credential has none',
			itemIndex,
		);
	}
	return { ...prepared, path: '/call/web', key: 'public' };
}

/** Call: Create. */
export const create: OperationHandler<Sendable> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, operation);
		const { value } = reader;
		const sending = {
			batch: value('options.batch') === true,
			batchSize: Number(value('options.batchSize')),
			parallelRequests: Number(value('options.parallelRequests')),
		};
		return { call: await prepareCall(reader), sending };
	},
	async execute(ctx, itemIndex, { call }) {
		return itemsOf(ctx, itemIndex, await placeCall(ctx, call), call.output);
	},
	async executeAll(ctx, ready) {
		const apart = [...ready.values()].every(
			({ sending: { batch, parallelRequests } }) => !batch && parallelRequests === 1,
		);
		return apart ? new Map() : await placeAll(ctx, ready);
	},
	explain: withKnownCalls,
	beforeThrow: withCallsOf,
};
