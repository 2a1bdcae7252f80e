import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { type Choices, type Leaf, fits, isShown, leavesOf, nested } from './form.mts';
import { neededBy, valueFor } from './values.mts';

/** Fields that stand for others of the form: the whole request, another person, another provider. */
const INSTEAD = ['additionalBody', 'customerId', 'modelUrl'].map((name) => `additionalFields.${name}`);

/** Filled in whenever they are shown: without them there is no call. */
const ALWAYS = ['assistantId', 'squadId', 'newSquad', 'phoneNumberId', 'to'];

/** Filled in with a new assistant, which is none without a model. */
const OF_NEW_ASSISTANT = ['modelProvider', 'model'];

/** Values of some of the leaves, and of what these need beside them. */
function someOf(leaves: Leaf[], always: string[]): fc.Arbitrary<Record<string, unknown>> {
	const isFixed = ({ row }: Leaf) => always.includes(row.parameter);
	const free = leaves.filter((leaf) => !isFixed(leaf));
	return fc.subarray(free).chain((chosen) => {
		const needed = chosen.flatMap((leaf) => neededBy(leaf, leaves));
		const all = new Set([...leaves.filter(isFixed), ...chosen, ...needed]);
		return fc.record(
			Object.fromEntries([...all].map((leaf) => [leaf.row.parameter, valueFor(leaf)])),
		);
	});
}

/** What can be chosen in the form of Create before its other fields are there. */
const CREATE_CHOICES: Choices[] = ['phone', 'web', 'websocket'].flatMap((callType) =>
	['assistant', 'squad', 'newAssistant', 'newSquad'].map((agent) => ({ callType, agent })),
);

/** Choices of Output. */
const OUTPUTS = fc.constantFrom('simple', 'fields', 'raw');

/** Parameters of Create as a form can be filled in, all of them such that a call is placed. */
export const createParameters: fc.Arbitrary<INodeParameters> = fc
	.constantFrom(...CREATE_CHOICES)
	.chain((choices) => {
		const leaves = leavesOf('call', 'create').filter(
			(leaf) =>
				isShown(leaf, choices) && fits(leaf, choices) && !INSTEAD.includes(leaf.row.parameter),
		);
		const always = [...ALWAYS, ...(choices.agent === 'newAssistant' ? OF_NEW_ASSISTANT : [])];
		const chosen = leaves.filter(({ row }) => row.parameter !== 'callType');
		return fc.tuple(someOf(chosen, always), OUTPUTS).map(([values, output]) =>
			nested({ resource: 'call', operation: 'create', output, ...choices, ...values }),
		);
	});

/** Parameters of Get Many. */
export const listParameters: fc.Arbitrary<INodeParameters> = fc
	.tuple(
		fc.oneof(fc.constant({ returnAll: true }), fc.record({ limit: fc.integer({ min: 1, max: 2500 }) })),
		someOf(
			// No call has the ID that a filter makes up.
			leavesOf('call', 'getAll').filter(({ row }) => row.parameter !== 'filters.id'),
			[],
		),
	)
	.map(([amount, values]) => nested({ resource: 'call', operation: 'getAll', ...amount, ...values }));
