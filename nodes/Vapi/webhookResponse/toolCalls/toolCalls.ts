import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { operationError } from '../../../shared/api/errorFactory';
import type { Result } from '../../../shared/base/result';
import type { WholeHandler } from '../../../shared/engine/handler';
import type { TriggerRun } from '../findTrigger';
import { findTrigger } from '../findTrigger';
import type { SentAnswer } from '../sendOnce';
import { refuseUnheard, sendOnce } from '../sendOnce';
import { awaitedCalls, readAnswer } from './readToolAnswer';
import type { AwaitedCall, ToolAnswer } from './toolResults';
import { resultsFor } from './toolResults';

function read(
	ctx: IExecuteFunctions,
	itemIndex: number,
	trigger: TriggerRun | undefined,
	awaited: AwaitedCall[],
): Result<ToolAnswer> {
	try {
		return { value: readAnswer(ctx, itemIndex, trigger, awaited) };
	} catch (error) {
		return { error };
	}
}

/** The entry of the answer that an item is part of, with its error under another name. */
function partOf({ response }: SentAnswer, toolCallId: string): IDataObject {
	const entries = response.results as IDataObject[];
	const entry = entries.find((candidate) => candidate.toolCallId === toolCallId) ?? {};
	const { name, result, error } = entry;
	return {
		toolCallId,
		...(name !== undefined && { name }),
		...(result !== undefined && { result }),
		...(error !== undefined && { errorText: error }),
	};
}

/**
 * Webhook Response: Answer Tool Calls. All items share one answer; those that cannot be read come out
 * as errors, after the answer.
 */
export const toolCalls: WholeHandler = {
	async executeAll(ctx) {
		const trigger = findTrigger(ctx);
		refuseUnheard(ctx, trigger);
		const awaited = awaitedCalls(trigger);
		if (trigger !== undefined && awaited.length === 0) {
			throw operationError(ctx, {
				message: 'Vapi has not asked for the result of a tool call',
				description: `The message that '${trigger.name}' received holds no tool call with an ID. Select the operation that answers its event.`,
			});
		}
		const readings = ctx.getInputData().map((_item, index) => read(ctx, index, trigger, awaited));
		const given = readings.flatMap((reading) => ('value' in reading ? [reading.value] : []));
		const sending = await sendOnce(ctx, trigger, { results: resultsFor(awaited, given) });
		const resultOf = (reading: Result<ToolAnswer>): Result<INodeExecutionData[]> =>
			'error' in reading
				? reading
				: { value: [{ json: { ...partOf(sending, reading.value.toolCallId), ...sending } }] };
		return new Map(readings.map((reading, index) => [index, resultOf(reading)]));
	},
};
