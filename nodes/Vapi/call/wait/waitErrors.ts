import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

/** For an execution that is stopped while a call goes on. */
export function canceledWhileWaiting(
	ctx: IExecuteFunctions,
	itemIndex: number,
	callId: string,
): NodeOperationError {
	return new NodeOperationError(
		ctx.getNode(),
		`The execution was canceled while the call was waited for (call ID ${callId})`,
		{
			itemIndex,
			description:
				'The call goes on. Retry in the list of executions waits for it again and does not dial.',
		},
	);
}
