import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readFields } from '../../../shared/engine/buildRequest';
import { inputError } from '../../../shared/api/refuse';
import type { GeneratedOperation } from '../../../shared/engine/rows';
import type { OperationHandler } from '../../../shared/engine/router';
import { vapiFullRequest } from '../../../shared/api/request';
import { controlUrlOf } from './controlUrl';

/** One message to a call that is under way. */
interface Steering {
	callId: string;
	message: IDataObject;
}

/** Completes what the form gave to the message that Vapi expects. */
export type MessageBuilder = (
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
) => IDataObject;

/**
 * An operation of live call control: reads the call for its control address and posts one message
 * there. Vapi's answer holds nothing that a workflow could go on with, so the item says what was sent.
 * @param type of the message, as Vapi calls it
 */
export function steer(
	operation: GeneratedOperation,
	type: string,
	complete: MessageBuilder = (_ctx, _itemIndex, body) => body,
): OperationHandler<Steering> {
	return {
		async prepare(ctx, itemIndex) {
			const { path, body } = readFields(ctx, itemIndex, operation.fields);
			refuseNull(ctx, itemIndex, operation, body);
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

/** Expressions that find nothing give null, which is nothing to say or do in a call. */
function refuseNull(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ fields }: GeneratedOperation,
	body: IDataObject,
): void {
	const valueAt = (path: string[]) =>
		path.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], body);
	const empty = fields.find((field) => field.in === 'body' && valueAt(field.path) === null);
	if (empty === undefined) return;
	throw inputError(
		ctx,
		itemIndex,
		`'${empty.displayName}' is null`,
		'Check that the expression in it finds a value for this item.',
	);
}

/** What tells one message of a kind from another, short enough for an AI agent to read back. */
function summaryOf({ control, destination }: IDataObject): IDataObject {
	const { number, sipUri } = (destination ?? {}) as IDataObject;
	const to = number ?? sipUri;
	return { ...(control !== undefined && { control }), ...(to !== undefined && { to }) };
}
