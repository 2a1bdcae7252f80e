import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asText, isObject, sameJson } from '../../../shared/base/values';
import { oneLine, textOfValue } from '../answerLine';
import type { TriggerRun } from '../findTrigger';
import { pairedItem } from '../findTrigger';

/** What n8n and its nodes say about an error in an item, beside the data that it had before. */
const ERROR_KEYS = ['error', 'message', 'details'];

const withoutError = (json: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(json).filter(([key]) => !ERROR_KEYS.includes(key)));

/** An error as nodes write it: a text, or an object that has one; undefined where there is none. */
function errorText(error: unknown): string | undefined {
	if (error === undefined || error === null || error === false || error === '') return undefined;
	if (!isObject(error)) return textOfValue(error) || undefined;
	const text = asText(error.message) ?? asText(error.description) ?? errorText(error.error);
	return text === undefined ? textOfValue(error) : oneLine(text);
}

/**
 * The error of a node before that went on after it, where an item carries one. Under Continue it
 * comes alone, on the error output beside what the node was given: the trigger's item, or what another
 * node made of it. A field `error` among other data, such as the answer of an API, is none.
 * @returns the text on one line
 */
export function carriedError(
	ctx: IExecuteFunctions,
	itemIndex: number,
	trigger: TriggerRun | undefined,
): string | undefined {
	const item = ctx.getInputData()[itemIndex];
	if (item?.error !== undefined) return oneLine(item.error.message);
	const json = item?.json ?? {};
	const text = errorText(json.error);
	if (text === undefined) return undefined;
	const rest = withoutError(json);
	// Alone, as n8n's own rule for errors has it, or as a failed item of this package looks.
	const isFailed = typeof json.error === 'string' && isObject(json.details);
	if (Object.keys(rest).length === 0 || isFailed) return text;
	const isIn = (given: IDataObject) => sameJson({ ...rest, ...given }, rest);
	if (trigger?.items.map(withoutError).some(isIn)) return text;
	const wasGiven = ({ name }: { name: string }) => {
		const given = pairedItem(ctx, name, itemIndex);
		// What had the field already has not got it from n8n.
		const isPlain = given !== undefined && errorText(given.error) === undefined;
		return isPlain && sameJson(withoutError(given), rest);
	};
	return ctx.getParentNodes(ctx.getNode().name).some(wasGiven) ? text : undefined;
}
