import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/api/refuse';
import { vapiRequest } from '../../../shared/api/request';

/** Statuses after which there is nobody left to talk to. */
const OVER = new Set(['ended', 'not-found', 'deletion-failed']);

/**
 * Reads a call afresh and gives its live control address. Each call has a host of its own, so an
 * address that was kept from an earlier one is of no use.
 * @throws NodeOperationError for a call that is over, not on the line yet, or closed to control
 */
export async function controlUrlOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	callId: string,
): Promise<string> {
	const path = `/call/${encodeURIComponent(callId)}`;
	const call = (await vapiRequest(ctx, { method: 'GET', path, itemIndex })) as IDataObject;
	const { controlUrl } = (call.monitor ?? {}) as IDataObject;
	const status = String(call.status ?? '');
	if (OVER.has(status)) {
		const reason = call.endedReason === undefined ? '' : ` (${String(call.endedReason)})`;
		throw inputError(
			ctx,
			itemIndex,
			`The call is over, so nothing was sent${reason}`,
			'Only a call that is under way can be steered. Check its status with Get first.',
		);
	}
	if (status === 'scheduled') {
		throw inputError(
			ctx,
			itemIndex,
			'The call is scheduled and not on the line yet, so nothing was sent',
			"It can be steered once it has been placed. To cancel it, use the operation 'Delete Data or Cancel'.",
		);
	}
	if (typeof controlUrl === 'string' && controlUrl !== '') return controlUrl;
	throw inputError(
		ctx,
		itemIndex,
		`The call has no control address (status ${status || 'unknown'}), so nothing was sent`,
		"Live control has to be on in the assistant's monitor settings (monitorPlan.controlEnabled).",
	);
}
