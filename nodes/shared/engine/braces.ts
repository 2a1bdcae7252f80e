import type { IExecuteFunctions } from 'n8n-workflow';

import { refuse, shown } from '../base/refusal';
import { isObject, MAX_DEPTH } from '../base/values';
import type { ParameterRow } from './rows';

/**
 * What only an expression of n8n holds between its braces: its own variables all begin with `$`, which no
 * template of Vapi (Liquid) knows, and its globals are JavaScript's.
 */
const EXPRESSION =
	/\{\{[\s(!]{0,20}(?:\$|DateTime\.|Duration\.|Interval\.|JSON\.|Math\.|Object\.|new Date\b)[^}]{0,60}(?:\}\})?/;

/** A plain name in an expression's braces, or a path that begins with one, with Liquid's filters or without. */
const NAME =
	/\{\{\s{0,20}([a-z_]\w{0,60})(?:\.\w{1,60}|\[\d{1,9}\]){0,9}\s{0,20}(?:\|[^|{}][^{}]{0,60})?\}\}/gi;

/** What an expression knows without a `$`; of any other name it has no value. */
const KNOWN = new Set(
	'true false null undefined this NaN Infinity Array Boolean Date DateTime Duration Interval JSON Math Number Object String'.split(
		' ',
	),
);

/** The first name of Vapi's in an expression. */
function eatenIn(text: string): string | undefined {
	return [...text.matchAll(NAME)].find(([, root = '']) => !KNOWN.has(root))?.[0];
}

/** How an expression gives {{name}} as it stands here: n8n ends it at the first two braces. */
const ESCAPED = "{{ '{{name}' }}}";

interface Misread {
	piece: string;
	isExpression: boolean;
}

/** The first piece of a text, or of texts in lists and objects, that n8n reads in another way than it is meant. */
function misreadIn(raw: unknown, depth = 0): Misread | undefined {
	if (typeof raw === 'string') {
		const isExpression = raw.startsWith('=');
		const piece = isExpression ? eatenIn(raw) : EXPRESSION.exec(raw)?.[0];
		return piece === undefined ? undefined : { piece, isExpression };
	}
	if (depth > MAX_DEPTH || (!isObject(raw) && !Array.isArray(raw))) return undefined;
	for (const each of Object.values(raw)) {
		const found = misreadIn(each, depth + 1);
		if (found !== undefined) return found;
	}
	return undefined;
}

/**
 * Stops double braces that are read by the wrong one of two. An expression of n8n in a field that is not in
 * expression mode would be sent, and spoken, as it is written; a {{name}} that Vapi is meant to fill in
 * comes out empty in a field that is.
 * @throws Refusal
 */
export function refuseMisread(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ parameter, displayName }: ParameterRow,
): void {
	const raw: unknown = ctx.getNodeParameter(parameter, itemIndex, null, { rawExpressions: true });
	const misread = misreadIn(raw);
	if (misread === undefined) return;
	if (misread.isExpression) {
		refuse(
			`'${displayName}' is an expression, in which n8n leaves this empty: ${shown(misread.piece)}`,
			`For a value of n8n's, write where it comes from, such as {{ $json.name }}. For one that Vapi fills in, write ${ESCAPED}, or switch the field to Fixed`,
		);
	}
	refuse(
		`'${displayName}' holds an expression that is sent as it is written: ${shown(misread.piece)}`,
		'Switch the field to Expression, so that n8n puts the value in its place',
	);
}
