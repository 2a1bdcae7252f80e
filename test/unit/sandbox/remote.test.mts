import { CALLS, PHONE_NUMBERS } from '../../../sandbox/seed.mts';
import { ask, callTo, place, useSandbox } from './client.mts';
import { useReceiver } from './receiver.mts';

const sandbox = useSandbox({ timeScale: 0 });
const receiver = useReceiver();
const remote = (method: 'GET' | 'POST' | 'DELETE', name: string, body?: unknown) =>
	ask(sandbox().url, method, `/__sandbox/${name}`, body);

describe('driving the sandbox from another process', () => {
	it('shows requests and dials, and leaves its own requests out', async () => {
		const id = await place(sandbox());
		expect((await remote('GET', 'dials')).list).toMatchObject([{ callId: id }]);
		expect((await remote('GET', 'requests')).list).toMatchObject([{ path: '/call' }]);
		await remote('DELETE', 'requests');
		expect(sandbox().requests).toEqual([]);
		expect((await remote('GET', 'calls')).list).toHaveLength(4);
	});

	it('sets and lifts faults', async () => {
		await remote('POST', 'faults', { kind: 'status', status: 503 });
		expect((await ask(sandbox().url, 'GET', '/call')).status).toBe(503);
		await remote('DELETE', 'faults');
		expect((await ask(sandbox().url, 'GET', '/call')).status).toBe(200);
	});

	it('seeds calls in bulk and starts over', async () => {
		await remote('POST', 'seed', { manyCalls: { count: 2500, perTimestamp: 50 } });
		expect(sandbox().state.calls.size).toBe(2500);
		await remote('POST', 'reset');
		expect([...sandbox().state.calls.keys()]).toEqual(Object.values(CALLS));
	});

	it('moves calls, sends messages and takes inbound calls', async () => {
		const id = await place(sandbox(), '+15555550123', {
			assistantOverrides: { server: { url: receiver.url } },
		});
		await remote('POST', 'step', { callId: id });
		expect(sandbox().state.calls.get(id)?.status).toBe('ringing');
		const sent = await remote('POST', 'send', { callId: id, type: 'hang', fields: { a: 1 } });
		expect(sent.body).toMatchObject({ type: 'hang', attempts: [{ status: 200 }] });
		expect(receiver.of('hang')).toMatchObject([{ a: 1 }]);
		const calls = [{ id: 'one', name: 'f', arguments: {} }];
		await remote('POST', 'tool-calls', { callId: id, calls, shape: 'arguments' });
		expect(receiver.of('tool-calls')).toMatchObject([{ toolCallList: [{ id: 'one' }] }]);
		expect((await remote('POST', 'settle')).status).toBe(200);
		expect((await remote('GET', 'deliveries')).list.length).toBeGreaterThanOrEqual(2);
		await remote('POST', 'end', { callId: id, endedReason: 'customer-busy' });
		expect(sandbox().state.calls.get(id)?.endedReason).toBe('customer-busy');
		const phoneNumberId = PHONE_NUMBERS.main;
		const inbound = await remote('POST', 'inbound', { phoneNumberId });
		expect(inbound.body).toMatchObject({ type: 'inboundPhoneCall', phoneNumberId });
	});

	it('says what it knows and what it could not do', async () => {
		expect((await remote('GET', 'nothing')).status).toBe(404);
		expect((await remote('POST', 'send', { callId: 'x', type: 'hang' })).status).toBe(400);
		expect((await ask(sandbox().url, 'POST', '/call', callTo('+15555550123'))).status).toBe(201);
	});
});
