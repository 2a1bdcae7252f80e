import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isTool } from '../../../shared/api/cancellation';
import type { NodeError } from '../../../shared/api/errorFactory';
import { asNodeError, operationError } from '../../../shared/api/errorFactory';
import { callOutput } from '../../../shared/vapi/output/callOutput';
import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';

/** Answer to a request with customers[]: some of the calls may have been placed. */
interface BatchAnswer {
	results: IDataObject[];
	errors: Array<{
		customer?: IDataObject;
		error?: string;
		/** Set by dialing where it is not Vapi that says why there is no call. */
		fault?: unknown;
	}>;
	/** Set by dialing where the rules say that there is to be no call: what comes out beside the input. */
	settled?: IDataObject[];
	subscriptionLimits?: IDataObject;
}

function isBatchAnswer(answer: IDataObject): boolean {
	return Array.isArray(answer.results) && Array.isArray(answer.errors);
}

/** What dialing notes on a call: it was there before this item asked for it, and how it differs. */
const NOTES = ['foundExisting', 'otherAgentOrLine', 'alreadyPlaced'] as const;

/** Notes on a call that Vapi knows nothing of. */
export type CallNotes = Partial<Record<(typeof NOTES)[number], true>>;

/** What placing noted on the call. */
export function notesOn(call: IDataObject): CallNotes {
	return Object.fromEntries(NOTES.flatMap((note) => (call[note] === true ? [[note, true]] : [])));
}

/** One call as an item; a call that waits for a free slot says so, as it may still ring. */
export function callItem(call: IDataObject, limits: unknown, output: OutputChoice): IDataObject {
	const item = callOutput(call, output);
	const blocked = (limits as IDataObject | undefined)?.concurrencyBlocked === true;
	if (blocked) item.concurrencyBlocked = true;
	return { ...item, ...notesOn(call) };
}

function addressOf(customer: IDataObject = {}): string {
	return String(customer.number ?? customer.sipUri ?? customer.name ?? 'one customer');
}

function notPlaced(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ customer, error = 'Vapi gave no reason', fault }: BatchAnswer['errors'][number],
): NodeError {
	if (fault !== undefined) return asNodeError(ctx, fault, itemIndex);
	return operationError(ctx, {
		message: `The call to ${addressOf(customer)} was not placed: ${error}`,
		description: 'The other customers of this item were not affected',
		outcome: 'refused',
		itemIndex,
	});
}

/** An item that was dealt with without a call: the input, with what is to be said. An agent gets that alone. */
function settledItem(ctx: IExecuteFunctions, itemIndex: number, said: IDataObject): INodeExecutionData {
	if (isTool(ctx)) return { json: said };
	const { json, binary } = ctx.getInputData()[itemIndex] ?? { json: {} };
	return { json: { ...json, ...said }, ...(binary && { binary }) };
}

/** Whether the rules left an answer without a call, so that there is nothing to wait for. */
export function isSettled(answer: IDataObject): boolean {
	return Array.isArray(answer.settled);
}

/**
 * Turns Vapi's answer into items: one for a call, one per customer for a batch, in the order of
 * the answer. Customers that Vapi refused become failed items beside the calls that were placed;
 * where none was placed, the item fails.
 * @throws NodeOperationError where a batch placed no call
 */
export function itemsOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	answer: IDataObject,
	output: OutputChoice,
): INodeExecutionData[] {
	if (!isBatchAnswer(answer)) return [{ json: callItem(answer, answer.subscriptionLimits, output) }];
	const { results, errors, settled = [], subscriptionLimits } = answer as unknown as BatchAnswer;
	const refused = errors.map((entry) => ({ entry, error: notPlaced(ctx, itemIndex, entry) }));
	if (results.length + settled.length === 0 && refused.length > 0) {
		throw operationError(ctx, {
			message: refused.map(({ error }) => error.message).join('; '),
			description: 'Correct what Vapi says about each customer; none of them was called',
			outcome: 'refused',
			itemIndex,
		});
	}
	return [
		...results.map((call) => ({
			json: callItem(call, call.subscriptionLimits ?? subscriptionLimits, output),
		})),
		...settled.map((said) => settledItem(ctx, itemIndex, said)),
		...refused.map(({ entry, error }) => ({
			json: { customer: entry.customer ?? {} },
			error,
		})),
	];
}
