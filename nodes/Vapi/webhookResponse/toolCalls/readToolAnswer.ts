import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asText, sameJson } from '../../../shared/base/values';
import type { ItemReader } from '../../../shared/engine/itemReader';
import { itemReader } from '../../../shared/engine/itemReader';
import type { ParameterOf } from '../../../shared/engine/rows';
import { operation } from '../../../shared/generated/webhookResponse/toolCalls';
import type { AwaitedCall } from '../../../shared/vapi/answers/question';
import { spokenMessage } from '../answerFields';
import { textOfValue } from '../answerLine';
import type { TriggerRun } from '../findTrigger';
import type { Asked } from './answeredCall';
import { answeredCallId } from './answeredCall';
import { carriedError } from './carriedError';
import type { ToolAnswer } from './toolResults';
import { toolResult } from './toolResults';

type AnswerReader = ItemReader<ParameterOf<typeof operation>>;

/** The tool calls that the trigger put out. */
export function awaitedCalls(trigger: TriggerRun | undefined): AwaitedCall[] {
	return (trigger?.items ?? []).flatMap(({ event, toolCallId, name }) => {
		const id = toolCallId ?? (event === 'function-call' ? '' : undefined);
		return typeof id === 'string' ? [{ toolCallId: id, name: asText(name) }] : [];
	});
}

/** Seconds before the end of Vapi's patience at which an answer goes out that is not whole. */
export function secondsAhead(ctx: IExecuteFunctions): number {
	return Number(itemReader(ctx, 0, operation).value('additionalFields.secondsAhead'));
}

function messageFor(reader: AnswerReader): IDataObject | undefined {
	const message = spokenMessage(reader);
	const ends = reader.value('additionalFields.endCallAfterSpoken') === true;
	return message && { ...message, ...(ends && { endCallAfterSpokenEnabled: true }) };
}

/**
 * The result of an item. The tool call itself is none: a node that failed as a whole and went on hands
 * on what it was given.
 */
function resultOf({ raw }: AnswerReader, trigger: TriggerRun | undefined): ToolAnswer['outcome'] {
	const value = raw('result');
	const isCall = trigger?.items.some((item) => sameJson(item, value)) === true;
	return toolResult(isCall ? undefined : value);
}

/**
 * Reads what one item answers.
 * @throws Refusal where the item's tool call cannot be told, or a field is wrong
 */
export function readAnswer(ctx: IExecuteFunctions, itemIndex: number, asked: Asked): ToolAnswer {
	const reader = itemReader(ctx, itemIndex, operation);
	const toolCallId = answeredCallId(reader, asked);
	const { raw, value } = reader;
	const carried = carriedError(ctx, itemIndex, asked.trigger);
	const isError = value('answerWith') === 'error';
	const written = isError ? textOfValue(raw('error')) : '';
	// What was written for the failure of a tool is meant for the agent; what a node says, for us.
	if (carried !== undefined && written === '') return { toolCallId, outcome: { error: carried } };
	const outcome = isError ? { error: written } : resultOf(reader, asked.trigger);
	const message = messageFor(reader);
	const metadata = value('additionalFields.metadata') as IDataObject | undefined;
	const name = asText(value('additionalFields.name'));
	return {
		toolCallId,
		outcome,
		...(message && { message }),
		...(metadata && { metadata }),
		...(name !== undefined && { name }),
	};
}
