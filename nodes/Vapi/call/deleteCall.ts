import { readFields } from '../../shared/engine/buildRequest';
import type { OperationHandler } from '../../shared/engine/router';
import { vapiRequest } from '../../shared/api/request';
import { operation } from '../../shared/generated/call/delete';

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
