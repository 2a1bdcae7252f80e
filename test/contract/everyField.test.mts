import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, SQUADS } from '../../sandbox/seed.mts';
import { bodies, byId, callParameters, runVapi, useSandbox } from '../engine/support.mts';
import { type Choices, type Leaf, leavesOf, nested } from './form.mts';
import { portionOf } from '../thorough.mts';
import { keyOf, neededBy, valueFor } from './values.mts';

const sandbox = useSandbox();

/** What is chosen of each agent. */
const AGENTS: Record<string, INodeParameters> = {
	assistant: { assistantId: byId(ASSISTANTS.receptionist) },
	squad: { squadId: byId(SQUADS.clinic) },
	newAssistant: {},
	newSquad: { newSquad: JSON.stringify({ members: [{ assistantId: ASSISTANTS.receptionist }] }) },
};
const CALL_TYPES = ['phone', 'web', 'websocket'];

/** Every field that n8n shows whatever is chosen: what a person has set there must not get lost. */
const ALWAYS_SHOWN = leavesOf('call', 'create').filter(
	({ row }) => row.parameter === 'variables' || row.parameter.startsWith('additionalFields.'),
);
/** Other values than those of the saved assistant, and than those that a new one begins with. */
const OTHERS: Record<string, unknown> = {
	model: 'gpt-4.1',
	modelProvider: 'openrouter',
	transcriberModel: 'nova-2',
};
const sample = (leaf: Leaf): unknown =>
	OTHERS[keyOf(leaf)] ?? fc.sample(valueFor(leaf), { numRuns: 1, seed: 11 })[0];

/** Places a call by this agent with the fields, and gives the request and what the node says. */
async function outcomeOf(
	{ callType, agent }: Choices,
	fields: Record<string, unknown>,
): Promise<{ body?: IDataObject; message: string }> {
	sandbox().reset();
	const parameters = {
		...callParameters({ callType, agent } as INodeParameters),
		...AGENTS[String(agent)],
		...nested(fields),
	};
	const { error } = await runVapi(sandbox(), parameters as INodeParameters);
	return { body: bodies(sandbox())[0], message: error?.message ?? '' };
}

/** What a field needs beside it where it cannot stand alone. */
const besideOf = (leaf: Leaf): Record<string, unknown> =>
	keyOf(leaf) === 'modelUrl'
		? { 'additionalFields.modelProvider': 'custom-llm', 'additionalFields.model': 'llama' }
		: (Object.fromEntries(
				neededBy(leaf, ALWAYS_SHOWN).map((each) => [each.row.parameter, sample(each)]),
			) as Record<string, unknown>);

const choices = CALL_TYPES.flatMap((callType) =>
	Object.keys(AGENTS).map((agent) => ({ callType, agent })),
);

/** Names on the screen of fields that are set. */
const namesIn = (fields: object): string[] =>
	ALWAYS_SHOWN.filter(({ row }) => row.parameter in fields).map(({ row }) => row.displayName);
const quoted = (name: string): string => `'${name.replaceAll(/[()]/g, '\\$&')}'`;

const cases = choices.flatMap((choice) =>
	ALWAYS_SHOWN.map((leaf) => ({ ...choice, name: leaf.row.displayName, leaf })),
);

const chosen = portionOf(cases, 5);

it('leaves out no field and no kind of call', () => {
	expect(new Set(chosen.map(({ name }) => name)).size).toBe(ALWAYS_SHOWN.length);
	expect(new Set(chosen.map(({ callType, agent }) => `${callType} ${agent}`)).size).toBe(12);
});

it.each(chosen)(
	"a $callType call by $agent has '$name' in its request, or says why not",
	async ({ callType, agent, name, leaf }) => {
		const choice = { callType, agent };
		const set = { [leaf.row.parameter]: sample(leaf) };
		let beside: Record<string, unknown> = {};
		let outcome = await outcomeOf(choice, set);
		if (outcome.message !== '' && !outcome.message.includes(`'${name}'`)) {
			// Something else is missing for it to make sense.
			beside = besideOf(leaf);
			expect(beside).not.toEqual({});
			outcome = await outcomeOf(choice, { ...beside, ...set });
		}
		const { body, message } = outcome;

		if (message === '') {
			const without = await outcomeOf(choice, beside);
			expect(body).toBeDefined();
			expect(body).not.toEqual(without.body);
		} else {
			expect(body).toBeUndefined();
			expect(message).toMatch(new RegExp([name, ...namesIn(beside)].map(quoted).join('|')));
		}
	},
);
