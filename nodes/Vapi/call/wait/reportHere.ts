import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { baseUrlOf } from '../../../../credentials/keys';
import { isReachable } from '../../../../credentials/reach';
import { refuse } from '../../../shared/base/refusal';
import { asObject } from '../../../shared/base/values';
import { dialSession } from '../placing/session';
import { overridesPlace, toolsThatNeedServer } from './talkingAgents';

const POLLING = "set 'Wait Using' to Polling";

/**
 * Vapi sends the report again until n8n takes it, which it does only once the execution sleeps. The
 * pauses double, so that a restart of n8n is outlasted, too: 2 seconds to 17 minutes.
 */
const BACKOFF_PLAN = { type: 'exponential', maxRetries: 10, baseDelaySeconds: 2 };

/** A report is answered when the calls have been read; longer than `waitTiming.look`. */
const TIMEOUT_SECONDS = 120;

/** Where a request to this execution wakes it; the same through all tries, and another in a retry. */
export function resumeUrl(ctx: IExecuteFunctions): string {
	return String(ctx.evaluateExpression('{{ $execution.resumeUrl }}', 0));
}

/** Stops where nobody could wake the execution: in an agent's tool, and where Vapi cannot reach n8n. */
async function checkReachable(
	ctx: IExecuteFunctions,
	itemIndex: number,
	address: string,
): Promise<void> {
	if (dialSession(ctx).toolMode) {
		refuse(
			'An AI agent cannot wait by webhook, since its tools do not sleep',
			`In a tool, ${POLLING}`,
		);
	}
	const api = baseUrlOf(await ctx.getCredentials('vapiApi', itemIndex));
	if (isReachable(address, api)) return;
	refuse(
		`Vapi cannot reach this n8n, whose address is ${new URL(address).origin}`,
		`Give n8n a public https address (environment variable WEBHOOK_URL), or ${POLLING}`,
	);
}

/** Stops where somebody else is meant to get the events of this call. */
function checkUnclaimed(body: IDataObject): void {
	const overrides = asObject(body[overridesPlace(body)]);
	if (overrides.server !== undefined || overrides.serverMessages !== undefined) {
		refuse(
			"'Webhook URL' and 'Webhook Events' cannot be set while the node waits by webhook",
			`The call reports to n8n alone. Remove both, also from JSON fields, or ${POLLING}`,
		);
	}
	const customer = asObject(body.customer);
	if (customer.assistantOverrides !== undefined || customer.squadOverrides !== undefined) {
		refuse(
			"Overrides inside 'customer' cannot be sent while the node waits by webhook",
			`They replace the address that the call reports to. Move them up, or ${POLLING}`,
		);
	}
}

async function checkAgents(
	ctx: IExecuteFunctions,
	itemIndex: number,
	agents: IDataObject[],
): Promise<void> {
	for (const agent of agents) {
		const tools = await toolsThatNeedServer(ctx, itemIndex, agent);
		if (tools.length === 0) continue;
		refuse(
			`The assistant needs answers from its server for: ${tools.join(', ')}`,
			`While the node waits by webhook, the server of this call is n8n, which does not answer them. Give these tools a server of their own in Vapi, or ${POLLING}`,
		);
	}
}

/**
 * The request, with this execution as the only one that the call reports to.
 * @throws Refusal where the report could not come or the agent would miss its server
 */
export async function reportingHere(
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
	agents: IDataObject[],
): Promise<IDataObject> {
	const url = resumeUrl(ctx);
	await checkReachable(ctx, itemIndex, url);
	checkUnclaimed(body);
	await checkAgents(ctx, itemIndex, agents);
	const place = overridesPlace(body);
	const server = { url, timeoutSeconds: TIMEOUT_SECONDS, backoffPlan: BACKOFF_PLAN };
	const overrides = { ...asObject(body[place]), server, serverMessages: ['end-of-call-report'] };
	return { ...body, [place]: overrides };
}

/** Whether a call will report to this execution; one from before a retry reports to the old one. */
export function reportsHere(ctx: IExecuteFunctions, call: IDataObject): boolean {
	// Only a retry meets calls that another execution has placed.
	if (ctx.getMode() !== 'retry') return true;
	return asObject(asObject(call[overridesPlace(call)]).server).url === resumeUrl(ctx);
}
