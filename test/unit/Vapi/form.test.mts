import { type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';
import { properties } from '../../../nodes/shared/generated/Vapi.ts';

const NODE = { typeVersion: 1 };
const FULL: INodeParameters = {
	resource: 'call',
	operation: 'create',
	callType: 'phone',
	agent: 'assistant',
	assistantId: { __rl: true, mode: 'id', value: 'assistant' },
	phoneNumberId: { __rl: true, mode: 'id', value: 'number' },
	to: '+15555550123',
	additionalFields: {
		assistantVersion: 'v3',
		callName: 'One',
		customerName: '={{ $json.name }}',
		firstMessage: 'Hello',
		recordingEnabled: false,
		scheduleEarliestAt: '2030-01-01',
		systemPrompt: 'Be brief',
		webhookUrl: 'https://example.com',
	},
};

/** What n8n keeps of the parameters: those that are shown. */
const shown = (changes: INodeParameters) =>
	NodeHelpers.getNodeParameters(properties, { ...FULL, ...changes }, false, false, NODE, null);

/** The parameters that n8n misses before it runs the node, and how often it shows each. */
function missing(changes: INodeParameters): string[] {
	const node = { ...NODE, parameters: { ...FULL, ...changes } };
	const issues = NodeHelpers.getNodeParametersIssues(properties, node as never, null);
	return Object.keys(issues?.parameters ?? {}).sort();
}

const timesShown = (name: string, changes: INodeParameters): number =>
	properties.filter(
		(property: INodeProperties) =>
			property.name === name &&
			NodeHelpers.displayParameter({ ...FULL, ...changes }, property, NODE, null),
	).length;

const CALL_TYPES = ['phone', 'web', 'websocket'];
const AGENTS = ['assistant', 'squad', 'newAssistant', 'newSquad'];

describe('the form of Create', () => {
	it.each(CALL_TYPES.flatMap((callType) => AGENTS.map((agent) => [callType, agent])))(
		'keeps every additional field for a %s call by %s',
		(callType, agent) => {
			expect(shown({ callType, agent })?.additionalFields).toEqual(FULL.additionalFields);
		},
	);

	it('asks for From and To where there is a line', () => {
		expect(shown({})).toMatchObject({ to: FULL.to, phoneNumberId: FULL.phoneNumberId });
		for (const callType of ['web', 'websocket']) {
			expect(shown({ callType })).not.toHaveProperty('to');
			expect(shown({ callType })).not.toHaveProperty('phoneNumberId');
		}
	});

	it('has no choice in a list that depends on another field', () => {
		const collections = properties.filter(
			({ name, displayOptions }) =>
				name === 'additionalFields' &&
				displayOptions?.show?.resource?.includes('call') &&
				displayOptions.show.operation?.includes('create'),
		);
		expect(collections).toHaveLength(1);
		for (const choice of (collections[0]?.options ?? []) as INodeProperties[]) {
			expect(choice).not.toHaveProperty('displayOptions');
			expect(choice.type).not.toBe('collection');
		}
	});

	it('lists the additional fields by name, a provider before its group, JSON at the end', () => {
		const isCall = ({ name, displayOptions }: INodeProperties) =>
			name === 'additionalFields' && displayOptions?.show?.resource?.includes('call') === true;
		const { options = [] } = properties.find(isCall) ?? {};
		const names = (options as INodeProperties[]).map(({ displayName }) => displayName);
		const json = names.filter((name) => name.endsWith(' (JSON)'));
		expect(json.length).toBeGreaterThan(8);
		expect(names.slice(-json.length)).toEqual(json);
		for (const part of [names.slice(0, -json.length), json]) {
			const keys = part.map((name) => name.replace(/ Provider$/, ''));
			expect(keys).toEqual([...keys].sort((a, b) => a.localeCompare(b, 'en')));
		}
		for (const [before, after] of [
			['Model Provider', 'Model'],
			['Voice Provider', 'Voice ID'],
			['Transcriber Provider', 'Transcriber Model'],
		] as const) {
			expect(names.indexOf(before)).toBeLessThan(names.indexOf(after));
		}
		const all = (options as INodeProperties[]).filter(({ type }) => type === 'json');
		expect(all.map(({ displayName }) => displayName)).toEqual(json);
		for (const { hint } of all) expect(hint).toMatch(/^e\.g\. [[{]/);
	});
});

describe('what n8n misses before it runs the node', () => {
	const nobody = { __rl: true, mode: 'list', value: '' };

	it.each<[string, INodeParameters, string[]]>([
		['nothing where all is chosen', {}, []],
		['the assistant', { assistantId: nobody }, ['assistantId']],
		['the squad', { agent: 'squad' }, ['squadId']],
		['both ends of the line', { phoneNumberId: nobody, to: '' }, ['phoneNumberId', 'to']],
		['no line for a web call', { callType: 'web', phoneNumberId: nobody, to: '' }, []],
		['no assistant beside a new one', { agent: 'newAssistant', assistantId: nobody }, []],
		['no To beside a saved customer', { to: '', additionalFields: { customerId: 'c1' } }, []],
	])('%s', (_, changes, names) => {
		expect(missing(changes)).toEqual(names);
	});

	it.each(['{}', '={{ $json.body }}'])('is nothing while Additional Body is there: %s', (additionalBody) => {
		const empty = { assistantId: nobody, phoneNumberId: nobody, to: '' };
		const changes = { ...empty, additionalFields: { additionalBody } };
		expect(missing(changes)).toEqual([]);
		expect(missing({ ...changes, agent: 'squad', squadId: nobody })).toEqual([]);
	});

	it.each<INodeParameters>([
		{},
		{ additionalFields: {} },
		{ additionalFields: { additionalBody: '{}' } },
		{ additionalFields: { additionalBody: '={{ $json.body }}' } },
		{ additionalFields: { customerId: 'c1' } },
		{ additionalFields: { customerId: '={{ $json.id }}' } },
		{ additionalFields: { customerId: 'c1', additionalBody: '={{ $json.body }}' } },
	])('is asked for in one field: %j', (changes) => {
		for (const name of ['assistantId', 'phoneNumberId', 'to']) {
			expect([name, timesShown(name, changes)]).toEqual([name, 1]);
		}
	});
});
