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

/** The first piece of a text, or of texts in lists and objects, that n8n did not evaluate. */
function pieceIn(raw: unknown, depth = 0): string | undefined {
	// n8n evaluates a text with an equals sign in front, and what comes out is data.
	if (typeof raw === 'string') return raw.startsWith('=') ? undefined : EXPRESSION.exec(raw)?.[0];
	if (depth > MAX_DEPTH || (!isObject(raw) && !Array.isArray(raw))) return undefined;
	for (const each of Object.values(raw)) {
		const piece = pieceIn(each, depth + 1);
		if (piece !== undefined) return piece;
	}
	return undefined;
}

/**
 * Stops an expression that would be sent, and spoken, as it is written, because its field is not in
 * expression mode. Vapi's own {{names}} pass.
 * @throws Refusal
 */
export function refuseUnevaluated(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ parameter, displayName }: ParameterRow,
): void {
	const raw: unknown = ctx.getNodeParameter(parameter, itemIndex, null, { rawExpressions: true });
	const piece = pieceIn(raw);
	if (piece === undefined) return;
	refuse(
		`'${displayName}' holds an expression that is sent as it is written: ${shown(piece)}`,
		'Switch the field to Expression, so that n8n puts the value in its place',
	);
}
