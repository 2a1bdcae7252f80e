import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { refuse, shown } from '../../../shared/base/refusal';
import { asText, isObject } from '../../../shared/base/values';
import type { ItemReader } from '../../../shared/engine/itemReader';
import { itemReader } from '../../../shared/engine/itemReader';
import type { ParameterOf } from '../../../shared/engine/rows';
import { operation } from '../../../shared/generated/webhookResponse/toolCalls';
import { spokenMessage } from '../answerFields';
import { oneLine } from '../answerLine';
import type { TriggerRun } from '../findTrigger';
import { pairedTriggerItem } from '../findTrigger';
import type { AwaitedCall, ToolAnswer } from './toolResults';

type AnswerReader = ItemReader<ParameterOf<typeof operation>>;

/** The tool calls that the trigger put out. */
export function awaitedCalls(trigger: TriggerRun | undefined): AwaitedCall[] {
	return (trigger?.items ?? []).flatMap(({ toolCallId, name }) =>
		typeof toolCallId === 'string' ? [{ toolCallId, name: asText(name) }] : [],
	);
}

/** The error that an item carries from a node that went on after it, as text. */
function carriedError(ctx: IExecuteFunctions, itemIndex: number): string | undefined {
	const item = ctx.getInputData()[itemIndex];
	if (item?.error !== undefined) return oneLine(item.error.message);
	const { error, ...rest } = item?.json ?? {};
	// n8n's own rule for which items are errors, and what failed items of this node look like.
	const isAlone = Object.keys(rest).every((key) => key === 'message' || key === 'details');
	const isFailed = typeof error === 'string' && isObject(rest.details);
	if (!isAlone && !isFailed) return undefined;
	const text = isObject(error) ? asText(error.message) : asText(error);
	return text === undefined ? undefined : oneLine(text);
}

/** Which tool call an item answers. */
function answeredCallId(
	{ ctx, itemIndex, value, name }: AnswerReader,
	trigger: TriggerRun | undefined,
	awaited: AwaitedCall[],
): string {
	const given = String(value('toolCallId') ?? '');
	const isAwaited = (id: unknown) => awaited.some(({ toolCallId }) => toolCallId === id);
	if (given !== '') {
		if (awaited.length === 0 || isAwaited(given)) return given;
		refuse(
			`'${name('toolCallId')}' is ${shown(given)}, which is none of the tool calls of this message`,
			`Vapi waits for ${awaited.map(({ toolCallId }) => toolCallId).join(', ')}. Leave the field empty to let the node find the right one`,
		);
	}
	const own = ctx.getInputData()[itemIndex]?.json.toolCallId;
	if (isAwaited(own)) return own as string;
	const [only] = awaited;
	if (awaited.length === 1 && only !== undefined) return only.toolCallId;
	const paired = trigger === undefined ? undefined : pairedTriggerItem(ctx, trigger, itemIndex);
	if (isAwaited(paired?.toolCallId)) return paired?.toolCallId as string;
	return refuse(
		'It is not known which tool call this item answers',
		trigger === undefined
			? `There is no Vapi Trigger before this node. Set '${name('toolCallId')}'`
			: `A node in between does not say which of its items comes from which item of '${trigger.name}'. Keep the field toolCallId up to here, or set '${name('toolCallId')}'`,
	);
}

function messageFor(reader: AnswerReader): IDataObject | undefined {
	const message = spokenMessage(reader);
	const ends = reader.value('additionalFields.endCallAfterSpoken') === true;
	return message && { ...message, ...(ends && { endCallAfterSpokenEnabled: true }) };
}

/**
 * Reads what one item answers.
 * @throws Refusal where the item's tool call cannot be told, or a field is wrong
 */
export function readAnswer(
	ctx: IExecuteFunctions,
	itemIndex: number,
	trigger: TriggerRun | undefined,
	awaited: AwaitedCall[],
): ToolAnswer {
	const reader = itemReader(ctx, itemIndex, operation);
	const toolCallId = answeredCallId(reader, trigger, awaited);
	const error = carriedError(ctx, itemIndex);
	if (error !== undefined) return { toolCallId, outcome: { error } };
	const { raw, value } = reader;
	const outcome =
		value('answerWith') === 'error'
			? { error: oneLine(String(raw('error') ?? '')) }
			: { result: raw('result') };
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
