import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { packageDescriptions, runAsTool } from '../../../harness/index.mts';
import { useDialing } from '../placing/dialing.mts';
import { createCall, freshNumbers } from '../placing/workflows.mts';
import { EVENING, hours, setTime } from './hours.mts';
import { callEnded, recently, setRuleTiming } from './recently.mts';
import { dialedIn } from './ruled.mts';

const dialing = useDialing();
afterEach(() => setRuleTiming());

const ABROAD = '+442079460123';

/** What a model would set, if it could. */
const WISHES = { Maximum: 99, Codes: '+44', Dry: false, Zone: 'UTC', Hours: 1 };

/** What the model reads, for each number that it asks for. */
async function asked(
	path: 'legacy' | 'engine',
	numbers: string[],
	parameters: INodeParameters,
	options: INodeParameters = {},
	parallel = false,
): Promise<IDataObject[]> {
	const result = await runAsTool({
		tool: { parameters: { ...createCall(options, "={{ $fromAI('To') }}"), ...parameters } },
		calls: numbers.map((To, index) => ({ input: { To, ...WISHES }, id: `call_${index}` })),
		path,
		parallel,
		credentials: dialing.credentials(),
	});
	return result.json('Agent').map(({ answer }) => {
		const items = (typeof answer === 'string' ? JSON.parse(answer) : answer) as IDataObject[];
		return items[0] ?? {};
	});
}

describe.each(['legacy', 'engine'] as const)('a tool of an AI agent (%s)', (path) => {
	it('refuses another country, in words that the model can act on', async () => {
		const [number = ''] = freshNumbers(1);
		const [refused, called] = await asked(path, [ABROAD, number], { allowedCountryCodes: '+1' });
		expect(refused).toMatchObject({
			error: `${ABROAD} is a number of country code +44, and 'Allowed Country Codes' has +1`,
			details: {
				outcome: 'notSent',
				description: 'Nobody was called. Call a number that begins with one of the allowed codes; others cannot be called from here.',
			},
		});
		expect(called).toMatchObject({ customerNumber: number });
		expect(dialedIn(dialing)).toEqual([number]);
	});

	it('places ten calls of an execution, unless it is told otherwise', async () => {
		const numbers = freshNumbers(11);
		const answers = await asked(path, numbers, {});
		expect(dialedIn(dialing)).toEqual(numbers.slice(0, 10));
		expect(answers[10]).toEqual({
			skipped: true,
			rule: 'maximumCalls',
			maximumCalls: 10,
			reason: `${numbers[10]} was not called: 'Maximum Calls' is 10, and this execution has placed as many. Do not ask for another call; go on without it`,
		});
	});

	it('gives the same call again beyond the maximum, since it dials nobody', async () => {
		const [first = '', second = ''] = freshNumbers(2);
		const answers = await asked(path, [first, second, first], { maximumCalls: 1 });
		expect(dialedIn(dialing)).toEqual([first]);
		expect(answers).toMatchObject([
			{ customerNumber: first },
			{ skipped: true, maximumCalls: 1 },
			{ customerNumber: first, alreadyPlaced: true },
		]);
	});

	it('takes the stricter of two bounds, and of two lists', async () => {
		const [first = '', second = ''] = freshNumbers(2);
		const top = { maximumCalls: 5, allowedCountryCodes: '+1, +44' };
		const answers = await asked(path, [ABROAD, first, second], top, { maximumCalls: 1, allowedCountryCodes: '+1' });
		expect(dialedIn(dialing)).toEqual([first]);
		expect(answers).toMatchObject([{ error: expect.anything() }, {}, { maximumCalls: 1 }]);
	});

	it('tells the model of hours and of an earlier call', async () => {
		setTime(dialing, EVENING);
		setRuleTiming({ remembered: -1 });
		const [number = ''] = freshNumbers(1);
		const [late] = await asked(path, [number], {}, hours('skip'));
		expect(late).toMatchObject({ skipped: true, reason: expect.stringContaining('They begin again at 2026-07-13T07:00:00.000Z') });
		dialing.clockAhead(0);
		const id = callEnded(dialing, { number }, 2);
		const [again] = await asked(path, [number], {}, recently());
		expect(again).toMatchObject({ skipped: true, earlierCall: { id } });
		expect(dialing.posts()).toBe(0);
	});

	it.each<[INodeParameters, INodeParameters]>([
		[{ maximumCalls: "={{ $fromAI('Maximum', '', 'number') }}" }, {}],
		[{ allowedCountryCodes: "={{ $fromAI('Codes') }}" }, {}],
		[{}, { dryRun: "={{ $fromAI('Dry', '', 'boolean') }}" }],
		[{}, hours('skip', { timeZone: "={{ $fromAI('Zone') }}" })],
		[{}, recently({ hours: "={{ $fromAI('Hours', '', 'number') }}" })],
	])('lets the model set no rule: %j %j', async (parameters, options) => {
		const [answer] = await asked(path, freshNumbers(1), parameters, options);
		expect(answer?.error).toContain('is left to the model, which it is there to hold');
		expect(dialing.posts()).toBe(0);
	});
});

it('holds the maximum where an agent asks for all at once', async () => {
	const numbers = freshNumbers(6);
	const answers = await asked('legacy', numbers, { maximumCalls: 2 }, {}, true);
	expect(dialedIn(dialing)).toHaveLength(2);
	expect(answers.filter((answer) => answer.skipped === true)).toHaveLength(4);
});

it('shows both rules of a tool beside whom it calls, and only there', () => {
	const vapi = packageDescriptions().find(({ name }) => name.endsWith('vapi'));
	const places = ['maximumCalls', 'allowedCountryCodes'].map((rule) =>
		vapi?.properties.filter(({ name }) => name === rule).map(({ displayOptions }) => displayOptions),
	);
	const show = { resource: ['call'], operation: ['create', 'createAndWait'], '@tool': [true] };
	expect(places).toEqual([[{ show }], [{ show }]]);
});
