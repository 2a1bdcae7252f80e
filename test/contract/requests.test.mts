import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, CALLS } from '../../sandbox/seed.mts';
import { listSearch, sandboxCredentials } from '../engine/harness/index.mts';
import { byId, callParameters, posts, runVapi, useSandbox } from '../engine/support.mts';
import { createParameters, listParameters } from './arbitraries.mts';
import { violationsOf } from './contract.mts';
import { rounds } from '../thorough.mts';
import { leavesOf } from './form.mts';

const sandbox = useSandbox();

/** Runs the node and gives what the contract has against any request that it sent. */
async function violations(parameters: INodeParameters): Promise<string[]> {
	const before = sandbox().requests.length;
	const result = await runVapi(sandbox(), parameters);
	expect(result.error?.message).toBeUndefined();
	const sent = sandbox().requests.slice(before);
	expect(sent).not.toEqual([]);
	return sent.flatMap(violationsOf);
}

describe('requests that the node builds', () => {
	it('fit the contract, whatever of the Create form is filled in', async () => {
		const reached = new Set<string>();
		await fc.assert(
			fc.asyncProperty(createParameters, async (parameters) => {
				expect(await violations(parameters)).toEqual([]);
				for (const { body } of posts(sandbox())) {
					for (const key of Object.keys(body as object)) reached.add(key);
				}
			}),
			{ numRuns: rounds(250), seed: 20_260_820 },
		);

		// The generator would prove nothing if it reached only a part of the request.
		const places = leavesOf('call', 'create').map(({ row }) => row.path[0] ?? '');
		const expected = new Set([...places.filter(Boolean), 'squadOverrides']);
		// A saved customer takes the place of 'To', which is always filled in here.
		expected.delete('customerId');
		expect([...reached].sort()).toEqual([...expected].sort());
	}, 120_000);

	it('fit the contract as batches, with overrides of their own for each customer', async () => {
		const batched = createParameters.filter(({ callType }) => callType === 'phone');
		let customers = 0;
		await fc.assert(
			fc.asyncProperty(batched, async (parameters) => {
				const before = sandbox().requests.length;
				const items = [1, 2, 3].map((index) => ({ to: `+1555555010${index}`, index }));
				const { additionalFields = {} } = parameters as { additionalFields?: INodeParameters };
				const metadataJson = '={{ JSON.stringify({ index: $json.index }) }}';
				const result = await runVapi(
					sandbox(),
					{
						...parameters,
						to: '={{ $json.to }}',
						additionalFields: { ...additionalFields, metadataJson },
						options: { batch: true },
					},
					{ items },
				);
				expect(result.error?.message).toBeUndefined();
				const sent = sandbox().requests.slice(before);
				expect(sent.flatMap(violationsOf)).toEqual([]);
				const [post] = sent.filter(({ method }) => method === 'POST');
				customers += (post?.body as { customers: unknown[] }).customers.length;
			}),
			{ numRuns: rounds(60), seed: 20_260_820 },
		);
		expect(customers).toBe(3 * rounds(60));
	}, 60_000);

	it('fit the contract for Get Many', async () => {
		await fc.assert(
			fc.asyncProperty(listParameters, async (parameters) => {
				expect(await violations(parameters)).toEqual([]);
			}),
			{ numRuns: 40, seed: 20_260_820 },
		);
	}, 60_000);

	it('fit the contract for Get and the lists', async () => {
		expect(
			await violations({ resource: 'call', operation: 'get', callId: byId(CALLS.answered) }),
		).toEqual([]);

		const credentials = sandboxCredentials(sandbox());
		for (const method of ['searchAssistants', 'searchSquads', 'searchPhoneNumbers', 'searchCalls']) {
			await listSearch(method, { credentials, filter: 'a' });
		}
		expect(sandbox().requests.length).toBeGreaterThan(4);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('fit the contract for Update, Delete and the call that live control and Download ask for', async () => {
		const callId = byId(CALLS.answered);
		const call = { resource: 'call', callId };

		expect(await violations({ ...call, operation: 'update', callName: 'Reminder 1042' })).toEqual([]);
		expect(await violations({ ...call, operation: 'delete' })).toEqual([]);
		for (const operation of ['endCall', 'download']) {
			await runVapi(sandbox(), { ...call, operation });
		}
		expect(sandbox().requests.length).toBeGreaterThan(3);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('are found out when they do not fit', async () => {
		const body = JSON.stringify({ assistantOverrides: { notAThing: 1 }, alsoNot: true });
		await runVapi(
			sandbox(),
			callParameters({
				assistantId: byId(ASSISTANTS.receptionist),
				additionalFields: { additionalBody: body },
			}),
		);

		const found = sandbox().requests.flatMap(violationsOf).join('\n');
		expect(found).toContain('notAThing');
		expect(found).toContain('alsoNot');
	});
});
