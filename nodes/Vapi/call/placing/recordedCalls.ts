import type { IExecuteFunctions } from 'n8n-workflow';

import type { NodeError } from '../../../shared/api/errorFactory';
import { recordedCalls } from './record';
import type { RunRecord } from './record';
import { dialSession } from './session';

/** So many calls an error names. */
const LISTED = 20;

/** What a retry does with calls that exist and with those that may. */
interface OnRetry {
	placed: string;
	open: string;
}

const RETRY_KEEPS: OnRetry = {
	placed: 'which a retry returns without dialing again',
	open: 'which a retry looks for before it dials',
};

const RETRY_DIALS: OnRetry = {
	placed: "which a retry dials again, since 'Dial Once' is off",
	open: "which a retry dials all the same, since 'Dial Once' is off",
};

function listed(title: string, entries: string[]): string {
	if (entries.length === 0) return '';
	const more = entries.length > LISTED ? ` and ${entries.length - LISTED} more` : '';
	return `${title}: ${entries.slice(0, LISTED).join(', ')}${more}.`;
}

/** The calls of a record in words, those that may have been placed included. */
function sentencesOf(run: RunRecord, onRetry: OnRetry): string[] {
	const calls = recordedCalls(run);
	const placed = calls.flatMap(({ item, callId }) =>
		callId === undefined ? [] : [`item ${item}: ${callId}`],
	);
	const open = calls.flatMap(({ item, callId }) => (callId === undefined ? [`item ${item}`] : []));
	const strays = (run.unmatched ?? []).map(({ id }) => id);
	return [
		listed(`Calls placed so far, ${onRetry.placed}`, placed),
		listed('Calls that Vapi placed and that fit no item', strays),
		listed(`Calls that may have been placed, ${onRetry.open}`, open),
	];
}

/**
 * Adds the calls that exist already, and those that may exist, to the error that stops the node, since
 * n8n drops the output of a node that throws; everywhere else the output holds them.
 */
export function withCallsOf(ctx: IExecuteFunctions, error: NodeError): NodeError {
	const { record, unguarded, toolMode } = dialSession(ctx);
	if (ctx.continueOnFail() || toolMode) return error;
	const sentences = [
		...sentencesOf(record, RETRY_KEEPS),
		...sentencesOf(unguarded, RETRY_DIALS),
	].filter(Boolean);
	if (sentences.length === 0) return error;
	error.description = [error.description, ...sentences].filter(Boolean).join(' ');
	error.context.recordedCalls = [...recordedCalls(record), ...recordedCalls(unguarded)];
	const strays = [...(record.unmatched ?? []), ...(unguarded.unmatched ?? [])];
	if (strays.length > 0) error.context.unmatchedCalls = strays.map(({ id }) => id);
	return error;
}
