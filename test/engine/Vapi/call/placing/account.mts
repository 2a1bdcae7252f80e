import type { Dial } from '../../../../../sandbox/types.mts';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RunResult, StoredError } from '../../../harness/index.mts';

/** How one item ended. */
export type Ending =
	| { as: 'result'; callId: string }
	/** The node threw, and its message lists the call. */
	| { as: 'listed'; callId: string }
	/** The same, as one that may have been placed. */
	| { as: 'listed as open' }
	| { as: 'error'; message: string }
	/** Nothing came out for it, because the node stopped before or at another item. */
	| { as: 'nothing' };

const itemOf = ({ pairedItem }: INodeExecutionData): number => {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : Number(first);
};

function ofThrown(error: StoredError, count: number): Ending[] {
	const context = error.context ?? {};
	const recorded = context.recordedCalls ?? context.recordedCampaigns ?? [];
	const placed = recorded as Array<{ item: number; callId?: string; campaignId?: string }>;
	return Array.from({ length: count }, (_, index): Ending => {
		const listed = placed.find(({ item }) => item === index);
		const callId = listed?.callId ?? listed?.campaignId;
		if (callId) return { as: 'listed', callId };
		const own = context.itemIndex === index;
		if (own && (!listed || error.message.includes('may have been placed'))) {
			return { as: 'error', message: error.message };
		}
		return listed ? { as: 'listed as open' } : { as: 'nothing' };
	});
}

/** How the items of a node's last run ended, both outputs and a throw counted. */
export function endingsOf(
	result: RunResult,
	node: string,
	count: number,
	idField = 'id',
): Ending[] {
	const thrown = result.errorOf(node);
	if (thrown) return ofThrown(thrown, count);
	const endings: Ending[] = Array.from({ length: count }, () => ({ as: 'nothing' }));
	const outputs = [...result.output(node, 0), ...result.output(node, 1)];
	for (const item of outputs) {
		const { [idField]: id, error } = item.json as IDataObject;
		endings[itemOf(item)] =
			error === undefined
				? { as: 'result', callId: String(id) }
				: { as: 'error', message: String(error) };
	}
	return endings;
}

/** Calls that rang and that nobody in the workflow can know of; empty when all is well. */
export function silentLosses(numbers: string[], endings: Ending[], dials: Dial[]): string[] {
	return numbers.flatMap((number, index) => {
		const ending = endings[index] ?? { as: 'nothing' };
		return dials
			.filter((dial) => dial.number === number)
			.filter(({ callId }) => {
				if (ending.as === 'result' || ending.as === 'listed') return ending.callId !== callId;
				if (ending.as === 'listed as open') return false;
				if (ending.as === 'nothing') return true;
				return !ending.message.includes('may have been placed') && !ending.message.includes(callId);
			})
			.map(({ callId }) => `${number}: ${callId} was dialed, the item ended as ${ending.as}`);
	});
}

/** How many times each number rang. */
export function timesDialed(numbers: string[], dials: Dial[]): number[] {
	return numbers.map((number) => dials.filter((dial) => dial.number === number).length);
}
