import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { refuse, shown } from '../../../shared/base/refusal';
import type { ItemReader } from '../../../shared/engine/itemReader';
import type { AwaitedCall } from '../../../shared/vapi/answers/question';
import type { TriggerRun } from '../findTrigger';
import { pairedItem } from '../findTrigger';

/** The calls that an answer can be about, and where they come from. */
export interface Asked {
	trigger: TriggerRun | undefined;
	/** Empty where no trigger is known. */
	awaited: AwaitedCall[];
}

/**
 * Whether a node makes its items out of all that come in, and leaves it to n8n to pair them by their
 * place in the list.
 */
const pairsByPlace = ({ type, parameters }: NodeTypeAndVersion): boolean =>
	type === 'n8n-nodes-base.function' ||
	(type === 'n8n-nodes-base.code' && parameters?.mode !== 'runOnceForEachItem');

/** A node on the item's way whose pairing is a guess of n8n's, if there is one. */
function guessingNode(ctx: IExecuteFunctions, itemIndex: number): string | undefined {
	return ctx
		.getParentNodes(ctx.getNode().name, { includeNodeParameters: true })
		.filter(pairsByPlace)
		.find(({ name }) => pairedItem(ctx, name, itemIndex) !== undefined)?.name;
}

/** The one ID of a tool call that an item holds, in whatever field. */
function heldId(ctx: IExecuteFunctions, itemIndex: number, ids: string[]): string | undefined {
	const json = ctx.getInputData()[itemIndex]?.json ?? {};
	if (ids.includes(json.toolCallId as string)) return json.toolCallId as string;
	const held = Object.values(json).filter((value) => ids.includes(value as string));
	return new Set(held).size === 1 ? (held[0] as string) : undefined;
}

/**
 * Which tool call an item answers: the one that is given, or whose ID the item holds, or the only one
 * there is, or the one that n8n's pairing leads back to.
 * @throws Refusal where none of these tells it
 */
export function answeredCallId(
	{ ctx, itemIndex, value, name }: ItemReader<'toolCallId'>,
	{ trigger, awaited }: Asked,
): string {
	const field = `'${name('toolCallId')}'`;
	const ids = awaited.map(({ toolCallId }) => toolCallId);
	const [only] = ids;
	const given = String(value('toolCallId') ?? '');
	if (given !== '') {
		if (ids.length === 0 || ids.includes(given)) return given;
		refuse(
			`${field} is ${shown(given)}, which is none of the tool calls of this message`,
			`Vapi waits for ${ids.join(', ')}. Leave the field empty to let the node find the right one`,
		);
	}
	const held = heldId(ctx, itemIndex, ids);
	if (held !== undefined) return held;
	if (ids.length === 1 && only !== undefined) return only;
	const unknown = 'It is not known which tool call this item answers';
	if (trigger === undefined) {
		return refuse(unknown, `There is no Vapi Trigger before this node. Set ${field}`);
	}
	const guessing = guessingNode(ctx, itemIndex);
	if (guessing !== undefined) {
		refuse(
			unknown,
			`'${guessing}' makes its items out of all that come in and has dropped their field toolCallId, so that only their order is left. Keep the field up to here, or let the node run once for each item`,
		);
	}
	const paired = pairedItem(ctx, trigger.name, itemIndex)?.toolCallId as string;
	if (ids.includes(paired)) return paired;
	return refuse(
		unknown,
		`A node in between does not say which of its items comes from which item of '${trigger.name}'. Keep the field toolCallId up to here, or set ${field}`,
	);
}
