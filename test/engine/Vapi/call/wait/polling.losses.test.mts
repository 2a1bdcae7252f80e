import { runWorkflow } from '../../../harness/index.mts';
import { useSandbox } from '../../../support.mts';
import { createCall } from '../placing/workflows.mts';
import { callAndWait, createAndWait, ENDLESS, hurry, REFUSED } from './waits.mts';

const sandbox = useSandbox();
beforeEach(() => hurry());

const PEOPLE = ['+15555550101', '+15555550102', '+15555550103', '+15555550104'];

/** Answers that name no call, or another one. */
const OTHERS: unknown[] = [
	{},
	[],
	{ results: [] },
	{ message: 'maintenance' },
	{ status: 'ended' },
	{ id: 'f1000000-0000-4000-8000-000000000001', status: 'ended' },
	'maintenance',
];

const TWICE = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

const answerWith = (body: unknown, rule: object = {}) =>
	sandbox().faults.add({ kind: 'status', status: 200, method: 'GET', path: '^/call/', body, ...rule });

describe('Create and Wait, polling, when Vapi refuses somebody', () => {
	const cases = [0, 1, 2].flatMap((refused) =>
		[1, 2, 5].map((callsAtSameTime) => ({ refused, callsAtSameTime })),
	);

	it.each(cases)('dials nobody after that, and names every call: %j', async (way) => {
		const numbers = PEOPLE.toSpliced(way.refused, 0, REFUSED);
		const parameters = createAndWait({}, { callsAtSameTime: way.callsAtSameTime });
		const result = await runWorkflow(callAndWait(sandbox(), numbers, parameters));

		expect(sandbox().dials.map(({ number }) => number)).toEqual(PEOPLE.slice(0, way.refused));
		const said = String(result.errorOf('Vapi')?.description);
		for (const { callId } of sandbox().dials) expect(said).toContain(callId);
	});
});

describe('Create and Wait, polling, when something else answers for Vapi', () => {
	it.each(OTHERS)('waits on, and gives the call at its end: %j', async (body) => {
		answerWith(body, { times: 4 });
		const result = await runWorkflow(callAndWait(sandbox(), ['+15555550123']));
		const [dial] = sandbox().dials;
		expect(result.json('Vapi')).toMatchObject([{ id: dial?.callId, status: 'ended' }]);
	});

	it.each(OTHERS)('gives the call with its ID when the time is up: %j', async (body) => {
		answerWith(body);
		const parameters = createAndWait({}, { maxWait: 0.002 });
		const result = await runWorkflow(callAndWait(sandbox(), [ENDLESS], parameters));
		const [dial] = sandbox().dials;
		expect(result.json('Vapi')).toMatchObject([{ id: dial?.callId, waitTimedOut: true }]);
	});
});

it.each(OTHERS)('a second try names the call that it cannot read: %j', async (body) => {
	sandbox().faults.add({ kind: 'status', status: 400, method: 'POST', match: { number: REFUSED } });
	answerWith(body);
	const result = await runWorkflow({
		...callAndWait(sandbox(), ['+15555550123', REFUSED]),
		nodes: [{ name: 'Vapi', parameters: createCall(), ...TWICE }],
	});
	expect(sandbox().dials).toHaveLength(1);
	expect(result.errorOf('Vapi')?.message).toContain(sandbox().dials[0]?.callId);
});
