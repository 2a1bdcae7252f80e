import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';
import type { CallNotes } from '../placing/callItems';
import type { CallToRead } from './readCalls';

/** What the waking execution has to know of an item whose call was placed. */
export interface WaitingCall extends CallToRead {
	/** How much of the call comes out. */
	output: OutputChoice;
	/** Structured outputs that were asked for, by ID. */
	outputs: string[];
	/** What placing noted on the call. */
	notes: CallNotes;
	/** Its time was up before the others began to be waited for. */
	timedOut?: true;
}

/** An item of a sleeping execution, in its place; of one without a call to wait for, what comes out of it. */
export type WaitingItem = WaitingCall | { done: IDataObject };

const KEY = 'waiting';

/** Notes what the sleeping execution waits for, where n8n stores it with the execution. */
export function noteWaiting(ctx: IExecuteFunctions, items: WaitingItem[]): void {
	ctx.getContext('node')[KEY] = items;
}

/** What the execution waits for; empty where it waits for something else. */
export function waitingItems(ctx: IWebhookFunctions): WaitingItem[] {
	// A webhook has no access to the node's context but through an expression.
	const name = JSON.stringify(ctx.getNode().name);
	const items = ctx.evaluateExpression(`{{ $node[${name}].context[${JSON.stringify(KEY)}] }}`, 0);
	return Array.isArray(items) ? (items as unknown as WaitingItem[]) : [];
}
