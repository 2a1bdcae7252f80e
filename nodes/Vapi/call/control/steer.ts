import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { vapiFullRequest } from '../../../shared/api/request';
import { asObject } from '../../../shared/base/values';
import type { OperationHandler } from '../../../shared/engine/handler';
import { filledRows, placed } from '../../../shared/engine/itemReader';
import type { ControlOperation } from '../../../shared/engine/rows';
import { controlUrlOf } from './controlUrl';

/** One message to a call that is under way. */
export interface Steering {
	callId: string;
	message: IDataObject;
}

/** Completes what the form gave to the message that Vapi expects. */
type MessageBuilder = (
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
) => IDataObject;

/**
 * An operation of live call control: reads the call for its control address and posts one message
 * there. Vapi's answer holds nothing that a workflow could go on with, so the item says what was sent.
 */
export function steer(
	{ message: type, fields }: ControlOperation,
	complete: MessageBuilder = (_ctx, _itemIndex, body) => body,
): OperationHandler<Steering> {
	return {
		async prepare(ctx, itemIndex) {
			const { path, body } = placed(filledRows(ctx, itemIndex, fields));
			return { callId: String(path.id), message: { type, ...complete(ctx, itemIndex, body) } };
		},
		async execute(ctx, itemIndex, { callId, message }) {
			const controlUrl = await controlUrlOf(ctx, itemIndex, callId);
			await vapiFullRequest(ctx, {
				method: 'POST',
				path: '/control',
				controlUrl,
				body: message,
				itemIndex,
			});
			return [{ json: { callId, sent: type, ...summaryOf(message) } }];
		},
	};
}

/** What tells one message of a kind from another, short enough for an AI agent to read back. */
function summaryOf({ control, destination }: IDataObject): IDataObject {
	const { number, sipUri } = asObject(destination);
	const to = number ?? sipUri;
	return { ...(control !== undefined && { control }), ...(to !== undefined && { to }) };
}
