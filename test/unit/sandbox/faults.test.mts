import type { FaultRule } from '../../../sandbox/faults.mts';
import { ask, callTo, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0 });
const number = '+15555550123';
const dial = (to = number) => ask(sandbox().url, 'POST', '/call', callTo(to));

describe('faults on demand', () => {
	it.each<[string, FaultRule, number, number]>([
		['a status', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 429, 0],
		['a status after the call was accepted', { kind: 'statusAfterAccept', status: 502 }, 502, 1],
		['a slow answer', { kind: 'delay', ms: 5 }, 201, 1],
		['a slow answer after the call was accepted', { kind: 'delay', ms: 5, when: 'after' }, 201, 1],
		['an answer cut off', { kind: 'brokenBody' }, 201, 1],
		['a blocked call', { kind: 'concurrencyBlocked' }, 201, 1],
	])('%s', async (_, rule, status, dials) => {
		sandbox().faults.add({ ...rule, times: 1 });
		expect((await dial()).status).toBe(status);
		expect(sandbox().dials).toHaveLength(dials);
		expect((await dial()).body.id).toEqual(expect.any(String));
		expect(sandbox().dials).toHaveLength(dials + 1);
	});

	it.each<[FaultRule['kind'], number]>([
		['resetBeforeAccept', 0],
		['resetAfterAccept', 1],
	])('%s cuts the connection', async (kind, dials) => {
		sandbox().faults.add({ kind, times: 1 });
		await expect(dial()).rejects.toThrow(/reset|closed/i);
		expect(sandbox().dials).toHaveLength(dials);
		expect(sandbox().requests[0]?.status).toBeNull();
	});

	it('the broken answer is no JSON, the blocked one says so', async () => {
		sandbox().faults.add({ kind: 'brokenBody', times: 1 });
		sandbox().faults.add({ kind: 'concurrencyBlocked', times: 1 });
		const { text } = await dial();
		expect(text).toMatch(/^\{"id":/);
		expect(() => JSON.parse(text)).toThrow(SyntaxError);
		expect((await dial()).body.subscriptionLimits).toMatchObject({ concurrencyBlocked: true });
	});

	it('hit the request that fits, as often as they may, after those they let through', async () => {
		sandbox().faults.add({
			kind: 'status',
			status: 503,
			method: 'post',
			path: '^/call$',
			match: { number },
			skip: 1,
			times: 1,
		});
		const other = '+15555550124';
		expect((await dial(other)).status).toBe(201);
		expect((await ask(sandbox().url, 'GET', '/call')).status).toBe(200);
		expect((await dial()).status).toBe(201);
		expect((await dial()).status).toBe(503);
		expect((await dial()).status).toBe(201);
	});

	it('find a number in a batch, too', async () => {
		sandbox().faults.add({ kind: 'status', status: 500, match: { number } });
		const body = callTo('', { customer: undefined, customers: [{ number }] });
		expect((await ask(sandbox().url, 'POST', '/call', body)).status).toBe(500);
		sandbox().faults.clear();
		expect((await ask(sandbox().url, 'POST', '/call', body)).status).toBe(201);
	});
});
