import type { IHookFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { isRestart, isTestListen } from './registration/activation';
import { refuseToListen } from './registration/refuseToListen';

const isAnswering = ({ type, parameters }: NodeTypeAndVersion): boolean =>
	/(^|\.)vapi$/.test(type) && parameters?.resource === 'webhookResponse';

/**
 * Refuses to publish a trigger that waits for a node's answer where no node behind it can give one.
 * Tests go on without: a workflow begins with its trigger. So does n8n's own start, where a refusal
 * would take down what somebody runs.
 */
export function refuseUnanswered(ctx: IHookFunctions): void {
	if (isTestListen(ctx) || isRestart(ctx)) return;
	if (ctx.getNodeParameter('responseMode', 'onReceived') !== 'responseNode') return;
	const behind = ctx
		.getChildNodes(ctx.getNode().name, { includeNodeParameters: true })
		.filter(({ disabled }) => !disabled);
	if (behind.some(isAnswering)) return;
	const other = behind.find(({ type }) => type === 'n8n-nodes-base.respondToWebhook');
	refuseToListen(
		ctx,
		other === undefined
			? 'No node behind this trigger answers Vapi'
			: `The node '${other.name}' cannot answer Vapi: n8n's Respond to Webhook answers n8n's own Webhook node only`,
		"Add a Vapi node of the resource 'Webhook Response', or set 'Respond' to When Last Node Finishes or Immediately.",
	);
}
