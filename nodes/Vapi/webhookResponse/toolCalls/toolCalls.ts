import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { inputError } from '../../../shared/api/refuse';
import type { OperationHandler } from '../../../shared/engine/router';
import { refuseUnheard, sendOnce, type Sending } from '../sendOnce';
import { findTrigger, type TriggerRun } from '../findTrigger';
import { awaitedCalls, readAnswer } from './readToolAnswer';
import { resultsFor, type ToolAnswer } from './toolResults';

type Reading = { answer: ToolAnswer } | { error: NodeOperationError };

/** What a run of the node answers, item by item, and what became of it. */
interface Round {
	readings: Reading[];
	sending: Sending;
}

/** One round for each run of the node: its items share one answer. */
const rounds = new WeakMap<IExecuteFunctions, Promise<Round>>();

function read(
	ctx: IExecuteFunctions,
	itemIndex: number,
	...rest: [TriggerRun | undefined, ReturnType<typeof awaitedCalls>]
): Reading {
	try {
		return { answer: readAnswer(ctx, itemIndex, ...rest) };
	} catch (error) {
		if (error instanceof NodeOperationError) return { error };
		const { message } = error as Error;
		return { error: inputError(ctx, itemIndex, message, 'Check the fields of this item.') };
	}
}

/** Answers for all items at once. Items that cannot be read come out as errors, after the answer. */
async function answerAll(ctx: IExecuteFunctions): Promise<Round> {
	const trigger = findTrigger(ctx);
	refuseUnheard(ctx, trigger);
	const awaited = awaitedCalls(trigger);
	if (trigger !== undefined && awaited.length === 0) {
		throw new NodeOperationError(ctx.getNode(), 'Vapi has not asked for the result of a tool call', {
			description: `The message that '${trigger.name}' received holds no tool call with an ID. Select the operation that answers its event.`,
		});
	}
	const readings = ctx.getInputData().map((_item, index) => read(ctx, index, trigger, awaited));
	const answers = readings.flatMap((reading) => ('answer' in reading ? [reading.answer] : []));
	const sending = await sendOnce(ctx, trigger, { results: resultsFor(awaited, answers) });
	return { readings, sending };
}

function roundOf(ctx: IExecuteFunctions): Promise<Round> {
	const round = rounds.get(ctx) ?? answerAll(ctx);
	rounds.set(ctx, round);
	return round;
}

/** The entry of the answer that an item is part of, with its error under another name. */
function partOf({ response }: Sending, toolCallId: string): IDataObject {
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

/** Webhook Response: Answer Tool Calls. */
export const toolCalls: OperationHandler = {
	async execute(ctx, itemIndex) {
		const { readings, sending } = await roundOf(ctx);
		const reading = readings[itemIndex] as Reading;
		if ('error' in reading) throw reading.error;
		return [{ json: { ...partOf(sending, reading.answer.toolCallId), ...sending } }];
	},
};
