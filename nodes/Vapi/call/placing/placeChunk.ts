import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { stopIfCanceled } from '../../../shared/api/cancellation';
import type { NodeError } from '../../../shared/api/errorFactory';
import { errorOfItem, operationError } from '../../../shared/api/errorFactory';
import type { Result } from '../../../shared/base/result';
import { messageOf } from '../../../shared/base/result';
import { asObject } from '../../../shared/base/values';
import { goesOn } from '../../../shared/engine/failedItem';
import { blamedCustomers } from './blamedCustomers';
import { requestOf } from './chunks';
import { beginDials, endDials } from './dials';
import { placeDials } from './placeDials';
import type { Sending } from './placeDials';
import type { Dial, PreparedCall } from './preparedCall';
import { dialSession, unguarded } from './session';
import { isOverLimit } from './slots';

/**
 * Places calls that may share a request with one POST: at most once each, as single calls are.
 * Where Vapi refuses the whole request for some of the customers and the node goes on after
 * failures, the others are sent again without them.
 * @returns what came of each call, in their order
 */
export async function placeChunk(
	ctx: IExecuteFunctions,
	calls: [PreparedCall, ...PreparedCall[]],
): Promise<Array<Result<IDataObject>>> {
	const [{ itemIndex: firstItem, options }] = calls;
	const guarded = dialSession(ctx);
	const session = options.dialOnce ? guarded : unguarded(guarded);
	const dials = beginDials(ctx, session, calls);
	const sending = sendingOf(ctx, calls, dials);
	try {
		stopIfCanceled(ctx, firstItem);
		let due = dials;
		let answer: unknown;
		while (due.length > 0) {
			answer = (await placeDials(ctx, session, sending, due, options)) ?? answer;
			due = goesOn(ctx) ? unblamed(ctx, due) : [];
		}
		const limits = asObject(asObject(answer).subscriptionLimits);
		return dials.map((dial) => placedOf(ctx, dial, limits));
	} catch (error) {
		return calls.map(({ itemIndex }) => ({ error: errorOfItem(ctx, error, itemIndex) }));
	} finally {
		endDials(session, dials);
	}
}

function sendingOf(
	ctx: IExecuteFunctions,
	calls: [PreparedCall, ...PreparedCall[]],
	dials: Dial[],
): Sending {
	const [{ path, key, rules }] = calls;
	return {
		path,
		key,
		rules,
		bodyFor: (wanted) => requestOf(calls.filter((_, index) => wanted.includes(dials[index] as Dial))),
		unmatched: (strays) => {
			if (strays.length === 0) return;
			const { record } = dialSession(ctx);
			const items = calls.map(({ itemIndex }) => itemIndex);
			record.unmatched ??= [];
			for (const { id } of strays) record.unmatched.push({ id: String(id), items });
		},
	};
}

/** Tells those whom Vapi names in a refusal of the whole request, and gives the others. */
function unblamed(ctx: IExecuteFunctions, dials: Dial[]): Dial[] {
	const [{ fault } = {} as Partial<Dial>] = dials.filter(isRefused);
	const sent = dials.filter((dial) => fault !== undefined && dial.fault === fault);
	const blamed = blamedCustomers(messageOf(fault)) ?? new Map();
	const others = sent.filter((_, index) => !blamed.has(index));
	if (others.length === 0 || others.length === sent.length) return [];
	sent.forEach((dial, index) => {
		const words = blamed.get(index);
		if (words === undefined) delete dial.fault;
		else {
			const message = `Vapi refused the request (400): ${words}`;
			dial.fault = errorOfItem(ctx, fault, dial.itemIndex, message);
		}
	});
	return others;
}

const isRefused = ({ fault }: Dial): boolean =>
	(fault as { httpCode?: unknown } | undefined)?.httpCode === '400';

/** One call's part of the answer; of the limits, only what is true of this call. */
function placedOf(
	ctx: IExecuteFunctions,
	dial: Dial,
	limits: IDataObject,
): Result<IDataObject> {
	const { itemIndex, fault, call, refused, settled, placedBefore } = dial;
	if (fault !== undefined) return { error: errorOfItem(ctx, fault, itemIndex) };
	if (settled !== undefined) return { value: { results: [], errors: [], settled: [settled] } };
	if (call === undefined) return { error: customerRefused(ctx, dial, refused?.error) };
	if (placedBefore || Object.keys(limits).length === 0) return { value: call };
	const waits = (call.status ?? 'scheduled') === 'scheduled';
	const concurrencyBlocked = limits.concurrencyBlocked === true && waits;
	return { value: { ...call, subscriptionLimits: { ...limits, concurrencyBlocked } } };
}

function customerRefused(
	ctx: IExecuteFunctions,
	{ itemIndex, target: { name } }: Dial,
	said: unknown,
): NodeError {
	const reason = typeof said === 'string' && said !== '' ? said : 'Vapi gave no reason';
	return operationError(ctx, {
		message: `The call to ${name} was not placed: ${reason}`,
		description: isOverLimit(said)
			? "All slots for concurrent calls were taken. A higher value of 'Wait for a Free Slot' waits longer"
			: 'The other customers of this batch were not affected. Correct what Vapi says about this one',
		outcome: 'refused',
		itemIndex,
	});
}
