import { ASSISTANTS } from '../../../../sandbox/seed.mts';
import { runWorkflow, sandboxCredentials } from '../../harness/index.mts';
import { bodies, byId, callParameters, numbersOf, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const good = ['+15555550120', '+15555550121', '+15555550122'];
/** One list with a number that is none in the middle. */
const items = [{ to: good[0] }, { to: 'abc' }, { to: good[1] }, { to: good[2] }];
const parameters = callParameters({ to: '={{ $json.to }}', output: 'raw' });

describe('several items', () => {
	it('reads every parameter per item and pairs each result with its item', async () => {
		const result = await runVapi(
			sandbox(),
			callParameters({
				to: '={{ $json.to }}',
				assistantId: byId('={{ $json.who }}'),
				output: '={{ $json.output }}',
				variables: { values: [{ name: '={{ $json.key }}', value: '={{ $itemIndex }}' }] },
				additionalFields: { customerName: '={{ $json.name }}' },
			}),
			{
				items: [
					{ to: good[0], who: ASSISTANTS.receptionist, name: 'Anna', key: 'a', output: 'simple' },
					{ to: good[1], who: ASSISTANTS.leadQualifier, name: 'Ben', key: 'b', output: 'raw' },
				],
			},
		);

		expect(bodies(sandbox())).toMatchObject([
			{
				assistantId: ASSISTANTS.receptionist,
				customer: { number: good[0], name: 'Anna' },
				assistantOverrides: { variableValues: { a: 0 } },
			},
			{
				assistantId: ASSISTANTS.leadQualifier,
				customer: { number: good[1], name: 'Ben' },
				assistantOverrides: { variableValues: { b: 1 } },
			},
		]);
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(result.json('Vapi')[0]).not.toHaveProperty('customer');
		expect(result.json('Vapi')[1]).toHaveProperty('customer');
	});

	it('lets a later node look back at the item behind each call', async () => {
		const result = await runWorkflow({
			credentials: sandboxCredentials(sandbox()),
			items: [{ to: good[0] }, { to: good[1] }],
			nodes: [
				{ name: 'Vapi', parameters },
				{
					name: 'Back',
					type: 'test.set',
					parameters: { values: '={{ { "to": $("Trigger").item.json.to } }}' },
				},
			],
		});

		expect(result.json('Back').map(({ to }) => to)).toEqual([good[0], good[1]]);
	});

	it('dials nobody when an item is bad and nothing says to go on', async () => {
		const result = await runVapi(sandbox(), parameters, { items });

		expect(result.status).toBe('error');
		expect(result.error?.context?.itemIndex).toBe(1);
		expect(result.error?.message).toContain("'To'");
		expect(sandbox().requests).toEqual([]);
	});

	it.each([
		['onError', { onError: 'continueRegularOutput' as const }],
		['the older Continue On Fail', { continueOnFail: true }],
	])('keeps order and pairing with a failed item in its place (%s)', async (_name, node) => {
		const result = await runVapi(sandbox(), parameters, { items, node });

		expect(result.status).toBe('success');
		expect(numbersOf(result.json('Vapi'))).toEqual([good[0], undefined, good[1], good[2]]);
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(result.json('Vapi')[1]?.error).toContain("'To'");
		expect(numbersOf(bodies(sandbox()))).toEqual(good);
	});

	it('sends failed items to the error output and the others on', async () => {
		const node = { onError: 'continueErrorOutput' as const };
		const result = await runVapi(sandbox(), parameters, { items, node });

		expect(numbersOf(result.json('Vapi', 0))).toEqual(good);
		expect(result.output('Vapi', 0).map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 2, 3].map((item) => ({ item })),
		);
		expect(result.output('Vapi', 1)).toHaveLength(1);
		expect(result.output('Vapi', 1)[0]?.pairedItem).toEqual({ item: 1 });
		expect(result.json('Vapi', 1)[0]?.error).toContain("'To'");
	});

	it('goes on after an item that Vapi refuses', async () => {
		sandbox().faults.add({
			method: 'POST',
			path: '/call',
			match: { number: good[1] as string },
			kind: 'status',
			status: 400,
			body: { message: ['not today'], error: 'Bad Request', statusCode: 400 },
		});
		const result = await runVapi(sandbox(), parameters, {
			items: good.map((to) => ({ to })),
			node: { onError: 'continueErrorOutput' },
		});

		expect(numbersOf(result.json('Vapi', 0))).toEqual([good[0], good[2]]);
		expect(result.json('Vapi', 1)[0]?.error).toMatch(/not today/);
		expect(result.output('Vapi', 1)[0]?.pairedItem).toEqual({ item: 1 });
	});

	it('does nothing for no items', async () => {
		const result = await runVapi(sandbox(), parameters, { items: [] });

		expect(result.status).toBe('success');
		expect(sandbox().requests).toEqual([]);
	});

	it('runs only the first item with Execute Once', async () => {
		await runVapi(sandbox(), parameters, {
			items: good.map((to) => ({ to })),
			node: { executeOnce: true },
		});

		expect(numbersOf(bodies(sandbox()))).toEqual([good[0]]);
	});
});
