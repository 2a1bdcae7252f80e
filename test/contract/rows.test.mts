import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, CALLS, PHONE_NUMBERS, SQUADS } from '../../sandbox/seed.mts';
import { talking } from '../engine/Vapi/call/calls.mts';
import { byId, callParameters, runVapi, useSandbox } from '../engine/support.mts';
import { type Choices, type Leaf, fits, isShown, leavesOf, nested, operations } from './form.mts';
import { CUSTOM_PLACES } from './customPlaces.mts';
import { keyOf, neededBy, valueFor } from './values.mts';

const sandbox = useSandbox();

/** What the switches of an operation can be set to, the usual first. */
const CHOICES: Record<string, Choices[]> = {
	'call:create': ['assistant', 'newAssistant', 'squad', 'newSquad'].flatMap((agent) => [
		{ callType: 'phone', agent },
		{ callType: 'websocket', agent },
	]),
	'webhookResponse:toolCalls': [{ answerWith: 'result' }, { answerWith: 'error' }],
	'webhookResponse:assistantRequest': ['assistant', 'squad', 'newAssistant', 'destination', 'error'].map(
		(answerWith) => ({ answerWith }),
	),
	'webhookResponse:transferDestination': ['number', 'assistant', 'error'].map((answerWith) => ({
		answerWith,
	})),
	'webhookResponse:handoffDestination': ['assistant', 'assistantName', 'error'].map((answerWith) => ({
		answerWith,
	})),
};

/** A choice for each branch of a body, the first one that has a field being taken. */
const branchesOf = (resource: string, operation: string): Choices[] =>
	leavesOf(resource, operation)
		.filter(({ row }) => row.values !== undefined)
		.flatMap(({ row: { parameter, values = [] } }) => values.map((value) => ({ [parameter]: value })));

/** What an operation cannot do without, beside the row that is looked at. */
const BASE: Record<string, INodeParameters> = {
	'call:create': callParameters(),
	'call:addMessage': { content: 'x' },
	'call:say': { content: 'x' },
	'call:transfer': { to: '+15555550124' },
	'call:update': { callName: 'x' },
	'webhookResponse:assistantRequest': {
		modelProvider: 'openai',
		model: 'gpt-4o',
		assistantId: byId(ASSISTANTS.receptionist),
		destination: '+15555550124',
	},
	'webhookResponse:transferDestination': { destination: '+15555550124', assistantName: 'x' },
	'webhookResponse:handoffDestination': {
		assistantId: byId(ASSISTANTS.receptionist),
		assistantName: 'x',
	},
	'webhookResponse:toolCalls': { toolCallId: 'tool-call-1', result: 'x', error: 'x' },
};
const AGENTS: Record<string, INodeParameters> = {
	assistant: { assistantId: byId(ASSISTANTS.receptionist) },
	squad: { squadId: byId(SQUADS.clinic) },
	newAssistant: { modelProvider: 'openai', model: 'gpt-4o' },
	newSquad: { newSquad: JSON.stringify({ members: [{ assistantId: ASSISTANTS.receptionist }] }) },
};

/** The things of the account that operations on one thing are tried on. */
const IDS = { squadId: byId(SQUADS.clinic), phoneNumberId: byId(PHONE_NUMBERS.main) };

/** What must be otherwise in the form for a field to make sense. */
const BESIDE: Record<string, Record<string, unknown>> = {
	'call:create:customerId': { to: '' },
	'call:create:modelUrl': {
		'additionalFields.modelProvider': 'custom-llm',
		'additionalFields.model': 'llama',
	},
	'webhookResponse:knowledgeBaseRequest:similarity': { content: 'Open from nine' },
	'webhookResponse:knowledgeBaseRequest:uuid': { content: 'Open from nine' },
	'webhookResponse:assistantRequest:modelUrl': { modelProvider: 'custom-llm', model: 'llama' },
};

/** Resources whose requests code puts together; those of the others are tested whole (plain.test.mts). */
const COMPOSED = ['call', 'webhookResponse'];

const composed = Object.entries(operations).filter(([resource]) => COMPOSED.includes(resource));
const names = composed.flatMap(([resource, all]) =>
	// Create and Wait has the rows of Create, and waits for each call.
	Object.keys(all).flatMap((name) => (name === 'createAndWait' ? [] : [[resource, name] as const])),
);
const cases = names.flatMap(([resource, operation]) =>
	leavesOf(resource, operation)
		// The first switch of Create: it says which of the other rows there are.
		.filter(({ row }) => row.parameter !== 'callType')
		.map((leaf) => [resource, operation, leaf.row.parameter, leaf] as const),
);

const sample = (leaf: Leaf): unknown => fc.sample(valueFor(leaf), { numRuns: 1, seed: 7 })[0];

/** Keys of a value below a path of keys. */
const at = (value: unknown, path: readonly string[]): unknown =>
	path.reduce<unknown>((inner, key) => (inner as IDataObject | undefined)?.[key], value);

const UUID = /^[0-9a-f]{8}-/;

/** What was sent to Vapi, or would be: the answer to a server message goes to who asked. */
function sentBy(result: Awaited<ReturnType<typeof runVapi>>, kind: string): IDataObject {
	if (kind === 'answer') {
		const { response } = result.json('Vapi')[0] ?? {};
		const { results } = response as { results?: IDataObject[] };
		return results?.[0] ?? (response as IDataObject);
	}
	const requests = sandbox().requests.filter(({ method }) => kind !== 'control' || method === 'POST');
	const { query, body } = requests.at(-1) ?? { query: '', body: {} };
	const [first] = sandbox().requests;
	return {
		path: { id: first?.path.split('/').find((part) => UUID.test(part)) },
		query: Object.fromEntries(new URLSearchParams(query)),
		body: body as IDataObject,
	};
}

/** The first key of a row's place; an assistant's settings stand where its kind has them. */
function firstKey({ row }: Leaf, { agent }: Choices): string {
	const [first = '', key] = row.path;
	if (first !== 'assistantOverrides') return first;
	if (agent === 'squad' || agent === 'newSquad') return 'squadOverrides';
	const isOverride = ['variableValues', 'metadata', undefined].includes(key);
	return agent === 'newAssistant' && !isOverride ? 'assistant' : first;
}

it.each(cases)('%s:%s sends what is in %s', async (resource, operation, parameter, leaf) => {
	const id = `${resource}:${operation}`;
	const { kind } = (operations as Record<string, Record<string, { kind: string }>>)[resource]?.[
		operation
	] ?? { kind: '' };
	const branches = branchesOf(resource, operation);
	const offered = CHOICES[id] ?? (branches.length > 0 ? branches : [{}]);
	const own = leaf.row.values && { [parameter]: sample(leaf) };
	const choices = own ?? offered.find((each) => isShown(leaf, each) && fits(leaf, each)) ?? {};
	const leaves = leavesOf(resource, operation).filter((each) => isShown(each, choices));
	// A plain request says of each row whether it can do without.
	const required = leaves.filter(({ row }) => kind === 'request' && row.required === true && row.values === undefined);
	const needed = [...required, ...neededBy(leaf, leaves)].map((each) => [
		each.row.parameter,
		sample(each),
	]);
	const callId = kind === 'control' ? await talking(sandbox()) : CALLS.answered;
	const value = keyOf(leaf) === 'callId' ? byId(callId) : sample(leaf);
	const agent = id === 'call:create' ? AGENTS[String(choices.agent)] : {};
	const parameters = {
		callId: byId(callId),
		...IDS,
		...BASE[id],
		...choices,
		...agent,
		...nested({ ...Object.fromEntries(needed), ...BESIDE[`${id}:${keyOf(leaf)}`], [parameter]: value }),
		resource,
		operation,
	};
	const result = await runVapi(sandbox(), parameters as INodeParameters);

	// The account's calls have no recording to download; asking for it says which call is meant.
	if (operation !== 'download') expect(result.error?.message).toBeUndefined();
	const sent = sentBy(result, kind);
	const part = kind === 'answer' ? sent : sent[leaf.row.in];
	const { clears } = leaf.row;
	if (clears) {
		expect(part).toEqual(expect.objectContaining(Object.fromEntries((value as string[]).map((name) => [name, clears[name]]))));
		return;
	}
	const { place = leaf.row.path.slice(1), holds = (own: unknown) => own } =
		CUSTOM_PLACES[`${operation}:${parameter}`] ??
		CUSTOM_PLACES[`${operation}:${keyOf(leaf)}`] ??
		{};
	const plain = leaf.row.type === 'resourceId' ? (value as IDataObject).value : value;
	const json = leaf.row.type.startsWith('json') ? (JSON.parse(String(plain)) as unknown) : plain;
	if (leaf.row.path.length === 0) {
		expect(part).toMatchObject(json as object);
		return;
	}
	const found = at(part, [firstKey(leaf, choices), ...place]);
	const isText = leaf.row.in !== 'body' || typeof json === 'string';
	expect(found).toEqual(
		leaf.row.in === 'body' ? holds(isText ? String(json).trim() : json) : String(json),
	);
});

it('holds every field of the form of Create and Wait, which shares the rows of Create', () => {
	const create = new Set<unknown>(operations.call.create.fields);
	const own = operations.call.createAndWait.fields.filter(
		(row) => row.in !== 'node' && !create.has(row),
	);
	expect(own.map(({ parameter }) => parameter)).toEqual(['callType']);
});
