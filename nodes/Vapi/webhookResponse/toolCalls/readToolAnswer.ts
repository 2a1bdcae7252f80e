import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isObject, textOf } from '../../../shared/base/values';
import { readFields } from '../../../shared/engine/buildRequest';
import { inputError, shown } from '../../../shared/api/refuse';
import { operation } from '../../../shared/generated/webhookResponse/toolCalls';
import { readingOf, spokenMessage } from '../answerFields';
import { oneLine } from '../answerLine';
import { pairedTriggerItem, type TriggerRun } from '../findTrigger';
import type { AwaitedCall, ToolAnswer } from './toolResults';

/** The tool calls that the trigger put out. */
export function awaitedCalls(trigger: TriggerRun | undefined): AwaitedCall[] {
	return (trigger?.items ?? []).flatMap(({ toolCallId, name }) =>
		typeof toolCallId === 'string' ? [{ toolCallId, name: textOf(name) }] : [],
	);
}

/** The error that an item carries from a node that went on after it, as text. */
function carriedError(ctx: IExecuteFunctions, itemIndex: number): string | undefined {
	const item = ctx.getInputData()[itemIndex];
	if (item?.error !== undefined) return oneLine(item.error.message);
	const { error, ...rest } = item?.json ?? {};
	// n8n's own rule for which items are errors.
	const isAlone = Object.keys(rest).every((key) => key === 'message' || key === 'details');
	if (!isAlone) return undefined;
	const text = isObject(error) ? textOf(error.message) : textOf(error);
	return text === undefined ? undefined : oneLine(text);
}

/** Which tool call an item answers. */
function callIdOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	trigger: TriggerRun | undefined,
	awaited: AwaitedCall[],
): string {
	const given = String(ctx.getNodeParameter('toolCallId', itemIndex, '') ?? '').trim();
	const isAwaited = (id: unknown) => awaited.some(({ toolCallId }) => toolCallId === id);
	if (given !== '') {
		if (awaited.length === 0 || isAwaited(given)) return given;
		throw inputError(
			ctx,
			itemIndex,
			`'Tool Call ID' is ${shown(given)}, which is none of the tool calls of this message`,
			`Vapi waits for ${awaited.map(({ toolCallId }) => toolCallId).join(', ')}. Leave the field empty to let the node find the right one.`,
		);
	}
	const own = ctx.getInputData()[itemIndex]?.json.toolCallId;
	if (isAwaited(own)) return own as string;
	const [only] = awaited;
	if (awaited.length === 1 && only !== undefined) return only.toolCallId;
	const paired = trigger === undefined ? undefined : pairedTriggerItem(ctx, trigger, itemIndex);
	if (isAwaited(paired?.toolCallId)) return paired?.toolCallId as string;
	throw inputError(
		ctx,
		itemIndex,
		'It is not known which tool call this item answers',
		trigger === undefined
			? "There is no Vapi Trigger before this node. Set 'Tool Call ID'."
			: `A node in between does not say which of its items comes from which item of '${trigger.name}'. Keep the field toolCallId up to here, or set 'Tool Call ID'.`,
	);
}

function messageOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject | undefined {
	const reading = readingOf(ctx, itemIndex, operation);
	const message = spokenMessage(reading);
	if (message === undefined) return undefined;
	const ends = reading.field('additionalFields.endCallAfterSpoken') === true;
	return { ...message, ...(ends && { endCallAfterSpokenEnabled: true }) };
}

/** JSON and name of the additional fields, checked by the generated table. */
function additionalOf(ctx: IExecuteFunctions, itemIndex: number): Partial<ToolAnswer> {
	const rows = operation.fields
		.filter(({ parameter }) => /\.(metadata|name)$/.test(parameter))
		.map((row) => ({ ...row, custom: false }));
	return readFields(ctx, itemIndex, rows).body as Partial<ToolAnswer>;
}

/**
 * Reads what one item answers.
 * @throws NodeOperationError where the item's tool call cannot be told, or a field is wrong
 */
export function readAnswer(
	ctx: IExecuteFunctions,
	itemIndex: number,
	trigger: TriggerRun | undefined,
	awaited: AwaitedCall[],
): ToolAnswer {
	const toolCallId = callIdOf(ctx, itemIndex, trigger, awaited);
	const error = carriedError(ctx, itemIndex);
	if (error !== undefined) return { toolCallId, outcome: { error } };
	const kind = ctx.getNodeParameter('answerWith', itemIndex, 'result') as 'result' | 'error';
	const value = ctx.getNodeParameter(kind, itemIndex, '') as unknown;
	const outcome = kind === 'error' ? { error: oneLine(String(value ?? '')) } : { result: value };
	const message = messageOf(ctx, itemIndex);
	return { toolCallId, outcome, ...(message && { message }), ...additionalOf(ctx, itemIndex) };
}
