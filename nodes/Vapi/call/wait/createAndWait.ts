import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { refuse } from '../../../shared/base/refusal';
import { asObject } from '../../../shared/base/values';
import type { WholeHandler } from '../../../shared/engine/handler';
import { itemReader } from '../../../shared/engine/itemReader';
import { operation } from '../../../shared/generated/call/createAndWait';
import { prepareCall } from '../create/create';
import { isBatch, rings } from '../placing/identity';
import { withKnownCalls } from '../placing/knownCalls';
import { withCallsOf } from '../placing/recordedCalls';
import { dialAndPoll } from './dialAndPoll';
import { dialAndSleep } from './dialAndSleep';
import type { PreparedWait, WaitUsing } from './preparedWait';
import { reportingHere } from './reportHere';
import { agentsOf, expectedOutputs } from './talkingAgents';

const MINUTE = 60_000;

/** Stops what does not end in a finished call. */
function checkOneCall(path: string, body: IDataObject): void {
	if (isBatch(body)) {
		refuse(
			"'customers' cannot be called and waited for in one item",
			"Give each customer an item of their own, or use the operation 'Create'",
		);
	}
	if (!rings(path, body)) {
		refuse(
			'Only phone calls can be waited for',
			"The address of a web or WebSocket session comes out when the node ends, so nobody could join. Use the operation 'Create'",
		);
	}
}

async function prepareWait(ctx: IExecuteFunctions, itemIndex: number): Promise<PreparedWait> {
	const reader = itemReader(ctx, itemIndex, operation);
	const prepared = await prepareCall(reader);
	checkOneCall(prepared.path, prepared.body);
	const callsAtSameTime = Number(reader.value('options.callsAtSameTime'));
	const maxWait = Number(reader.value('options.maxWait')) * MINUTE;
	const using = reader.value('waitUsing') as WaitUsing;
	const agents = await agentsOf(ctx, itemIndex, prepared.body);
	const body =
		using === 'webhook'
			? await reportingHere(ctx, itemIndex, prepared.body, agents)
			: prepared.body;
	return {
		...prepared,
		body,
		using,
		callsAtSameTime,
		maxWait,
		outputs: expectedOutputs(prepared.body, agents),
		hasOwnServer: agents.some(({ server }) => Boolean(asObject(server).url)),
	};
}

/** Call: Create and Wait. */
export const createAndWait: WholeHandler<PreparedWait> = {
	prepare: prepareWait,
	async executeAll(ctx, prepared, failed) {
		const byWebhook = [...prepared.values()].some(({ using }) => using === 'webhook');
		return byWebhook
			? await dialAndSleep(ctx, prepared, failed)
			: await dialAndPoll(ctx, prepared);
	},
	explain: withKnownCalls,
	beforeThrow: withCallsOf,
};
