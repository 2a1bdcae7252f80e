import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { operationError } from '../../../shared/api/errorFactory';
import type { Result } from '../../../shared/base/result';
import { attempt } from '../../../shared/base/result';
import type { WholeHandler } from '../../../shared/engine/handler';
import { findTrigger } from '../findTrigger';
import { refuseUnheard } from '../sendOnce';
import type { Collected } from './collectAnswers';
import { collectAnswers } from './collectAnswers';
import { awaitedCalls, readAnswer, secondsAhead } from './readToolAnswer';
import type { ToolAnswer } from './toolResults';

/** The entry of the answer that an item is part of, with its error under another name. */
function partOf({ entries, sending, waitsFor }: Collected, toolCallId: string): IDataObject {
	const entry = entries.find((candidate) => candidate.toolCallId === toolCallId) ?? {};
	const { name, result, error } = entry;
	return {
		toolCallId: toolCallId === '' ? null : toolCallId,
		...(name !== undefined && { name }),
		...(result !== undefined && { result }),
		...(error !== undefined && { errorText: error }),
		...sending,
		...(waitsFor.length > 0 && { waitsFor }),
	};
}

/** Says in the execution what its output tells only on a second look. */
function hintAt(ctx: IExecuteFunctions, { sending, waitsFor }: Collected, ahead: number): void {
	if (waitsFor.length > 0) {
		const message = `The answer waits for the results of ${waitsFor.join(', ')}. It goes out when all are there, when the workflow ends, or ${ahead} s before Vapi stops waiting.`;
		ctx.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	} else if (sending.tooLate === true) {
		const message = `The result came too late: Vapi waited until ${sending.answerBy}. The agent has been told that there was none in time.`;
		ctx.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}

/**
 * Webhook Response: Answer Tool Calls. All items of an execution share one answer; those that cannot
 * be read come out as errors, after what the others say is on its way.
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
		const ahead = secondsAhead(ctx);
		const readings = await Promise.all(
			ctx
				.getInputData()
				.map(async (_item, index) =>
					attempt((async () => readAnswer(ctx, index, { trigger, awaited }))()),
				),
		);
		const given = readings.flatMap((reading) => ('value' in reading ? [reading.value] : []));
		const isLast = given.length < readings.length && !ctx.continueOnFail();
		const contribution = { trigger, awaited, given, isLast, secondsAhead: ahead };
		const collected = await collectAnswers(ctx, contribution);
		hintAt(ctx, collected, ahead);
		const resultOf = (reading: Result<ToolAnswer>): Result<INodeExecutionData[]> =>
			'error' in reading
				? reading
				: { value: [{ json: partOf(collected, reading.value.toolCallId) }] };
		return new Map(readings.map((reading, index) => [index, resultOf(reading)]));
	},
};
