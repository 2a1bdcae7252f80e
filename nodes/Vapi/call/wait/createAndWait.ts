import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/api/refuse';
import type { WholeHandler } from '../../../shared/engine/router';
import { prepareCall } from '../create/create';
import type { Refuse } from '../../agent/types';
import { asObject, isBatch, rings } from '../placing/identity';
import { withCallsOf } from '../placing/placeCall';
import { agentsOf, expectedOutputs } from './talkingAgents';
import { callsAtSameTime, maxWait } from './waitOptions';
import { dialAndPoll } from './dialAndPoll';
import { reportingHere } from './reportHere';
import { dialAndSleep } from './dialAndSleep';
import type { PreparedWait, WaitUsing } from './preparedWait';

/** Stops what does not end in a finished call. */
function checkOneCall(path: string, body: IDataObject, refuse: Refuse): void {
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

function startOf(body: IDataObject): number | undefined {
	const start = Date.parse(String(asObject(body.schedulePlan).earliestAt));
	return Number.isNaN(start) ? undefined : start;
}

async function prepareWait(ctx: IExecuteFunctions, itemIndex: number): Promise<PreparedWait> {
	const refuse: Refuse = (message, description) => {
		throw inputError(ctx, itemIndex, message, description);
	};
	const prepared = await prepareCall(ctx, itemIndex);
	checkOneCall(prepared.path, prepared.body, refuse);
	callsAtSameTime(ctx);
	const wait = maxWait(ctx, itemIndex);
	const using = ctx.getNodeParameter('waitUsing', itemIndex, 'polling') as WaitUsing;
	const agents = await agentsOf(ctx, itemIndex, prepared.body);
	const body =
		using === 'webhook'
			? await reportingHere(ctx, itemIndex, prepared.body, agents, refuse)
			: prepared.body;
	return {
		...prepared,
		body,
		using,
		simplify: ctx.getNodeParameter('simplify', itemIndex, true) === true,
		maxWait: wait,
		startsAt: startOf(prepared.body),
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
	beforeThrow: withCallsOf,
};
