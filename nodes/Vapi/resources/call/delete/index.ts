import { readFields } from '../../../operations/buildRequest';
import type { OperationHandler } from '../../../router';
import { vapiRequest } from '../../../transport/request';
import { operation } from '../generated/delete';

/** Call: Delete. Vapi demands a JSON body, which stays empty for a single call. */
export const deleteCall: OperationHandler<string> = {
	async prepare(ctx, itemIndex) {
		return String(readFields(ctx, itemIndex, operation.fields).path.id);
	},
	async execute(ctx, itemIndex, id) {
		const path = `/call/${encodeURIComponent(id)}`;
		await vapiRequest(ctx, { method: 'DELETE', path, body: {}, itemIndex });
		return [{ json: { deleted: true, id } }];
	},
};
