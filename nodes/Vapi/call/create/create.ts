import type { OperationHandler } from '../../../shared/engine/handler';
import { itemReader } from '../../../shared/engine/itemReader';
import { operation } from '../../../shared/generated/call/create';
import { isPlain, readBatchOptions } from '../placing/batchOptions';
import { itemsOf } from '../placing/callItems';
import type { Sendable } from '../placing/placeAll';
import { placeAll } from '../placing/placeAll';
import { placeCall } from '../placing/placeCall';
import { withCallsOf } from '../placing/recordedCalls';
import { prepareCall } from './prepareCall';

/** Call: Create. */
export const create: OperationHandler<Sendable> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, operation);
		const sending = readBatchOptions(reader);
		return { call: await prepareCall(reader), sending };
	},
	async execute(ctx, itemIndex, { call }) {
		return itemsOf(ctx, itemIndex, await placeCall(ctx, call), call.simplify);
	},
	async executeAll(ctx, ready) {
		const apart = [...ready.values()].every(({ sending }) => isPlain(sending));
		return apart ? new Map() : await placeAll(ctx, ready);
	},
	beforeThrow: withCallsOf,
};
