import type { IDataObject } from 'n8n-workflow';
import { retryExecution, runWorkflow } from '../../../harness/index.mts';
import { useDialing } from '../placing/dialing.mts';
import { freshNumbers, loopOverNumbers } from '../placing/workflows.mts';
import { bodiesOf, dialedIn, GOES_ON, itemsOf, outcomeOf, ruled, WAYS } from './ruled.mts';

const dialing = useDialing();
/** Texts of the same item are the same at each run. */
const steady = { variables: { values: [{ name: 'lead', value: '={{ $json.number }}' }] } };

/** What the parts that a dry run shows of each request make together. */
function requestsIn(shown: IDataObject[]): unknown[] {
	const requests = new Map<unknown, IDataObject>();
	for (const { request, body } of shown) {
		const { customers = [], ...rest } = body as { customers?: IDataObject[] };
		const known: IDataObject = requests.get(request) ?? rest;
		const all = [...((known.customers ?? []) as IDataObject[]), ...customers];
		requests.set(request, all.length > 0 ? { ...known, customers: all } : known);
	}
	return [...requests.values()];
}

const sorted = (list: unknown[]) => list.map((each) => JSON.stringify(each)).sort();

describe.each(WAYS)('Dry Run (%s)', (_name, options, more) => {
	it('sends nothing, and shows exactly what a real run sends', async () => {
		const items = freshNumbers(5).map((number) => ({ number, lead: number }));
		const parameters = { ...more, ...steady };
		const shown = await outcomeOf(ruled(dialing, items, { ...options, dryRun: true }, parameters));
		expect(dialing.posts()).toBe(0);
		expect(shown).toMatchObject(
			items.map((item) => ({ ...item, dryRun: true, method: 'POST', path: '/call', when: 'now' })),
		);

		await outcomeOf(ruled(dialing, items, options, parameters));
		expect(sorted(requestsIn(shown))).toEqual(sorted(bodiesOf(dialing)));
	});

	it('says what would be skipped, and why', async () => {
		const numbers = freshNumbers(4);
		const shown = await outcomeOf(
			ruled(dialing, itemsOf(numbers), { ...options, dryRun: true, maximumCalls: 3 }, more),
		);
		expect(dialing.posts()).toBe(0);
		expect(shown.filter((item) => item.dryRun === true)).toHaveLength(3);
		expect(shown.filter((item) => item.skipped === true)).toMatchObject([{ rule: 'maximumCalls' }]);
	});
});

it('counts nothing that a real run would go by', async () => {
	const [first = '', second = ''] = freshNumbers(2);
	const credentials = dialing.credentials();
	const dry = loopOverNumbers([first, 'nobody'], credentials, {}, { dryRun: true, maximumCalls: 1 });
	const failed = await runWorkflow(dry);
	expect(failed.status).toBe('error');
	const real = loopOverNumbers([first, 'nobody'], credentials, {}, { maximumCalls: 1 });
	real.nodes.find(({ name }) => name === 'Vapi')!.parameters!.to = second;
	await retryExecution({ saved: failed.saved, original: dry, current: { nodes: real.nodes } });
	expect(dialedIn(dialing)).toEqual([second]);
});

it('shows when a call would be placed, and what fails', async () => {
	const [number = ''] = freshNumbers(1);
	const additionalFields = { scheduleEarliestAt: '2099-01-01T09:00:00Z' };
	const shown = await outcomeOf(
		ruled(dialing, [...itemsOf([number]), { number: 'nobody' }], { dryRun: true }, { additionalFields }, GOES_ON),
	);
	expect(shown).toMatchObject([
		{ dryRun: true, when: '2099-01-01T09:00:00.000Z' },
		{ error: expect.stringContaining("'To'") },
	]);
	expect(dialing.posts()).toBe(0);
});

it.each(['web', 'websocket'])('opens no %s session', async (callType) => {
	const [shown] = await outcomeOf(ruled(dialing, [{}], { dryRun: true }, { callType }));
	expect(shown).toMatchObject({ dryRun: true, path: callType === 'web' ? '/call/web' : '/call' });
	expect(dialing.posts()).toBe(0);
});
