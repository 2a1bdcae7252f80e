import { CALLS } from '../../../../sandbox/seed.mts';
import { runAsTool, sandboxCredentials } from '../../harness/index.mts';
import { byId, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

describe('Get', () => {
	it('gives a finished call in at most ten flat fields', async () => {
		const result = await runVapi(sandbox(), {
			resource: 'call',
			operation: 'get',
			callId: byId(CALLS.answered),
		});
		const [call] = result.json('Vapi');

		expect(call).toMatchObject({
			id: CALLS.answered,
			status: 'ended',
			outcome: 'answered',
			customerNumber: '+15555550123',
			durationSeconds: expect.any(Number) as number,
			transcript: expect.any(String) as string,
		});
		expect(Object.keys(call ?? {}).length).toBeLessThanOrEqual(10);
	});

	it.each([
		[CALLS.answered, 'answered'],
		[CALLS.busy, 'busy'],
		[CALLS.voicemail, 'voicemail'],
	])('says the outcome of call %s: %s', async (id, outcome) => {
		const result = await runVapi(sandbox(), {
			resource: 'call',
			operation: 'get',
			callId: byId(id),
		});

		expect(result.json('Vapi')[0]).toMatchObject({ id, outcome });
	});

	it('gives all of the answer with Raw', async () => {
		const result = await runVapi(sandbox(), {
			resource: 'call',
			operation: 'get',
			callId: byId(CALLS.answered),
			output: 'raw',
		});

		expect(result.json('Vapi')[0]).toMatchObject({
			id: CALLS.answered,
			endedReason: 'customer-ended-call',
			artifact: expect.any(Object) as object,
		});
	});

	it('gets one call an item, in order, and pairs them', async () => {
		const ids = [CALLS.voicemail, CALLS.answered, CALLS.busy];
		const result = await runVapi(
			sandbox(),
			{ resource: 'call', operation: 'get', callId: byId('={{ $json.id }}') },
			{ items: ids.map((id) => ({ id })) },
		);

		expect(result.json('Vapi').map(({ id }) => id)).toEqual(ids);
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_id, item) => ({ item })),
		);
	});

	it('says plainly that a call is not there', async () => {
		const result = await runVapi(sandbox(), {
			resource: 'call',
			operation: 'get',
			callId: byId('f1000000-0000-4000-8000-00000000ffff'),
		});

		expect(result.status).toBe('error');
		expect(result.error?.httpCode).toBe('404');
		expect(result.error?.context?.itemIndex).toBe(0);
	});
});

describe('as an AI tool', () => {
	const tool = {
		parameters: {
			resource: 'call',
			operation: 'get',
			callId: byId("={{ $fromAI('Call', 'Which call', 'string') }}"),
		},
	};
	const calls = [{ input: { Call: CALLS.busy } }, { input: { Call: 'not-a-call' } }];

	it('answers a tool call that the agent makes itself', async () => {
		const result = await runAsTool({
			tool,
			calls,
			path: 'legacy',
			credentials: sandboxCredentials(sandbox()),
		});
		const [found, refused] = result.json('Agent');

		expect(JSON.parse(String(found?.answer))).toMatchObject([{ id: CALLS.busy, outcome: 'busy' }]);
		expect(refused?.answer).toContain("'Call'");
	});

	it("answers a tool call that n8n's engine makes", async () => {
		const result = await runAsTool({
			tool,
			calls,
			path: 'engine',
			credentials: sandboxCredentials(sandbox()),
		});
		const [found, refused] = result.json('Agent');

		expect(found?.answer).toMatchObject([{ id: CALLS.busy, outcome: 'busy' }]);
		expect(JSON.stringify(refused)).toContain("'Call'");
	});
});

describe('bad input', () => {
	it.each([
		['no UUID', 'call-1'],
		['empty', '={{ $json.none }}'],
	])('a call ID that is %s stops Get before any request', async (_name, callId) => {
		const result = await runVapi(sandbox(), {
			resource: 'call',
			operation: 'get',
			callId: byId(callId),
		});

		expect(result.error?.message).toContain("'Call'");
		expect(result.error?.context?.itemIndex).toBe(0);
		expect(sandbox().requests).toEqual([]);
	});
});
