import type { IExecuteFunctions } from 'n8n-workflow';

import type { NodeError } from '../../../shared/api/errorFactory';
import { asNotSent } from '../../../shared/api/errorFactory';
import { refuse } from '../../../shared/base/refusal';
import { attempt } from '../../../shared/base/result';
import { asObject, asText } from '../../../shared/base/values';
import { isOver } from '../../../shared/vapi/callStatus';
import { readCall } from '../../../shared/vapi/readCall';

/**
 * Reads a call afresh and gives its live control address. Each call has a host of its own, so an
 * address that was kept from an earlier one is of no use.
 * @throws Refusal for a call that is over, not on the line yet, or closed to control; NodeApiError where
 * Vapi does not hand the call out, whose outcome is `notSent`: nothing was said to the call
 */
export async function controlUrlOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	callId: string,
): Promise<string> {
	const read = await attempt(readCall(ctx, callId, { itemIndex }));
	if ('error' in read) throw asNotSent(read.error as NodeError);
	const call = read.value;
	if (isOver(call)) {
		const reason = call.endedReason === undefined ? '' : ` (${String(call.endedReason)})`;
		refuse(
			`The call is over, so nothing was sent${reason}`,
			'Only a call that is under way can be steered. Check its status with Get first',
		);
	}
	if (call.status === 'scheduled') {
		refuse(
			'The call is scheduled and not on the line yet, so nothing was sent',
			"It can be steered once it has been placed. To cancel it, use the operation 'Delete Data or Cancel'",
		);
	}
	return (
		asText(asObject(call.monitor).controlUrl) ??
		refuse(
			`The call has no control address (status ${asText(call.status) ?? 'unknown'}), so nothing was sent`,
			"Live control has to be on in the assistant's monitor settings (monitorPlan.controlEnabled)",
		)
	);
}
