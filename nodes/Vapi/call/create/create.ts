import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { baseUrlOf, isLoopback } from '../../../../credentials/keys';
import { inputError } from '../../../shared/api/refuse';
import type { OperationHandler } from '../../../shared/engine/router';
import { credentialError } from '../../../shared/api/requestErrors';
import { createAll, type Sendable } from '../placing/placeAll';
import { batchOptions, isPlain } from '../placing/batchOptions';
import { dialOptions } from '../placing/dialOptions';
import { placeCall, withCallsOf } from '../placing/placeCall';
import { dialSession } from '../placing/session';
import { operation, properties } from '../../../shared/generated/call/create';
import { needsSavedAssistant } from '../../agent/agentPart';
import { itemsOf } from '../placing/callItems';
import { bodyOf } from './callBody';
import { checkCall } from './callChecks';
import { fieldReader, namesIn } from '../../agent/fields';
import { readInput } from './input';
import { checkLimits } from '../../agent/bodyLimits';
import { savedAssistant } from '../../agent/savedAssistant';
import type { Settings } from '../../agent/assistantParts';
import type { PreparedCall, Refuse } from '../../agent/types';
import { checkServerUrls } from './serverUrlCheck';

const names = namesIn(properties);

/** Reads and checks the call of one item. Sends nothing but the GET of a saved assistant. */
export async function prepareCall(
	ctx: IExecuteFunctions,
	itemIndex: number,
): Promise<PreparedCall> {
	// Noted before anything can stop the node: a retry then knows that nobody was dialed.
	dialSession(ctx);
	// Read again when dialing; here, what cannot be stops the item before anything is requested.
	dialOptions(ctx, itemIndex);
	const refuse: Refuse = (message, description) => {
		throw inputError(ctx, itemIndex, message, description);
	};
	const field = fieldReader(ctx, itemIndex, operation);
	const input = readInput({ ctx, itemIndex, field, names, refuse });
	const { agent, overrides, callType } = input;
	const credentials = await ctx.getCredentials('vapiApi', itemIndex);
	const apiIsLoopback = isLoopback(baseUrlOf(credentials).hostname);

	const checkedBody = (settings: Settings, saved: IDataObject): IDataObject => {
		const body = bodyOf({ ...input, overrides: { ...overrides, settings } }, saved, names, refuse);
		checkCall(callType, body, names, refuse);
		checkServerUrls(body, apiIsLoopback, names, refuse);
		checkLimits(body, operation.fields, refuse);
		return body;
	};
	let saved: IDataObject = {};
	if (needsSavedAssistant(agent, overrides)) {
		// What can be checked without the assistant is checked before anything is requested.
		checkedBody({ serverUrl: overrides.settings.serverUrl }, saved);
		saved = await savedAssistant(ctx, itemIndex, agent.assistantId ?? '');
	}
	const body = checkedBody(overrides.settings, saved);

	if (callType !== 'web') return { itemIndex, path: '/call', key: 'private', body };
	if (String(credentials.publicKey ?? '').trim() === '') {
		throw credentialError(
			ctx,
			'Web calls need the Public Key, and the credential has none',
			itemIndex,
		);
	}
	return { itemIndex, path: '/call/web', key: 'public', body };
}

/** Call: Create. */
export const create: OperationHandler<Sendable> = {
	async prepare(ctx, itemIndex) {
		const sending = batchOptions(ctx, itemIndex);
		return { call: await prepareCall(ctx, itemIndex), sending };
	},
	async execute(ctx, itemIndex, { call }) {
		const simplify = ctx.getNodeParameter('simplify', itemIndex, true) === true;
		return itemsOf(ctx, itemIndex, await placeCall(ctx, call), simplify);
	},
	async executeAll(ctx, ready) {
		const apart = [...ready.values()].every(({ sending }) => isPlain(sending));
		return apart ? new Map() : await createAll(ctx, ready);
	},
	beforeThrow: withCallsOf,
};
