import type { IExecuteFunctions } from 'n8n-workflow';

import type { NodeError } from '../../../shared/api/errorFactory';
import { operationError } from '../../../shared/api/errorFactory';

/** For an execution that is stopped while a call goes on. */
export function canceledWhileWaiting(
	ctx: IExecuteFunctions,
	itemIndex: number,
	callId: string,
): NodeError {
	return operationError(ctx, {
		message: `The execution was canceled while the call was waited for (call ID ${callId})`,
		description:
			'The call goes on. Retry in the list of executions waits for it again and does not dial.',
		outcome: 'placed',
		callIds: [callId],
		itemIndex,
	});
}
