import { ASSISTANTS, PUBLIC_KEY } from '../../../sandbox/seed.mts';
import { REFUSED_NUMBER } from '../../../sandbox/life/story.mts';
import type { JsonObject } from '../../../sandbox/types.mts';
import { ask, callTo, liveOut, place, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0, concurrency: { limit: 3 } });
const number = '+15555550123';

describe('placing calls', () => {
	it('answers a queued call with its limits, and counts the dial', async () => {
		const { status, body } = await ask(sandbox().url, 'POST', '/call', callTo(number));
		expect(status).toBe(201);
		expect(body).toMatchObject({
			type: 'outboundPhoneCall',
			status: 'queued',
			customer: { number },
			subscriptionLimits: {
				concurrencyBlocked: false,
				concurrencyLimit: 3,
				remainingConcurrentCalls: 2,
			},
		});
		expect(sandbox().dials).toMatchObject([{ callId: body.id, number }]);
	});

	it('dials SIP addresses', async () => {
		const customer = { sipUri: 'sip:ann@example.com' };
		const answer = await ask(sandbox().url, 'POST', '/call', callTo('', { customer }));
		expect(answer.body.phoneCallTransport).toBe('sip');
		expect(sandbox().dials).toMatchObject([{ sipUri: 'sip:ann@example.com' }]);
	});

	it('opens WebSocket and web calls without dialing anyone', async () => {
		const { url } = sandbox();
		const assistantId = ASSISTANTS.receptionist;
		const transport = { provider: 'vapi.websocket' };
		const socket = await ask(url, 'POST', '/call', { assistantId, transport });
		expect(socket.body).toMatchObject({
			type: 'vapi.websocketCall',
			transport: { websocketCallUrl: expect.stringMatching(/^ws:\/\/127\.0\.0\.1/) },
		});
		const authorization = `Bearer ${PUBLIC_KEY}`;
		const web = await ask(url, 'POST', '/call/web', { assistantId }, { authorization });
		expect(web.body).toMatchObject({ type: 'webCall', webCallUrl: expect.any(String) });
		expect(sandbox().dials).toEqual([]);
	});

	it('keeps a scheduled call until its time, and cancels it on delete', async () => {
		const schedulePlan = { earliestAt: '2099-01-01T00:00:00.000Z' };
		const id = await place(sandbox(), number, { schedulePlan });
		const { body } = await ask(sandbox().url, 'GET', `/call/${id}`);
		expect(body.status).toBe('scheduled');
		await ask(sandbox().url, 'DELETE', `/call/${id}`, {});
		const after = await ask(sandbox().url, 'GET', `/call/${id}`);
		expect(after.body).toMatchObject({ status: 'ended', endedReason: 'scheduled-call-deleted' });
		expect(sandbox().dials).toEqual([expect.not.objectContaining({ rangAt: expect.anything() })]);
	});

	it('answers a batch with results and errors, each with its customer', async () => {
		const customers = [{ number }, { number: REFUSED_NUMBER, name: 'No' }];
		const body = callTo('', { customer: undefined, customers });
		const answer = await ask(sandbox().url, 'POST', '/call', body);
		expect(answer.status).toBe(201);
		expect(answer.body).toMatchObject({
			subscriptionLimits: { concurrencyBlocked: false },
			results: [{ customer: { number } }],
			errors: [{ customer: customers[1], error: expect.any(String) }],
		});
		expect(sandbox().dials.map((dial) => dial.number)).toEqual([number]);
	});

	it('lets the overrides of a customer replace those of the batch', async () => {
		const customers = [{ number, assistantOverrides: { firstMessage: 'Own' } }, { number }];
		const assistantOverrides = { endCallMessage: 'Bye' };
		const body = callTo('', { customer: undefined, customers, assistantOverrides });
		const { results } = (await ask(sandbox().url, 'POST', '/call', body)).body;
		expect((results as JsonObject[]).map((call) => call.assistantOverrides)).toEqual([
			{ firstMessage: 'Own' },
			{ endCallMessage: 'Bye' },
		]);
	});

	it('blocks a call too many, which rings later', async () => {
		for (let i = 0; i < 3; i++) await place(sandbox());
		const { body } = await ask(sandbox().url, 'POST', '/call', callTo(number));
		expect(body).toMatchObject({
			status: 'scheduled',
			subscriptionLimits: { concurrencyBlocked: true, remainingConcurrentCalls: 0 },
		});
		const ended = await liveOut(sandbox(), String(body.id));
		expect(ended.endedReason).toBe('customer-ended-call');
	});

	it.each([
		['refused' as const, 400, { message: 'Over Concurrency Limit' }],
		['ended' as const, 201, { status: 'ended' }],
	])('treats it otherwise when it is told to: %s', async (over, status, expected) => {
		const { options } = sandbox();
		const before = options.concurrency;
		options.concurrency = { limit: 0, over };
		const answer = await ask(sandbox().url, 'POST', '/call', callTo(number));
		options.concurrency = before;
		expect(answer.status).toBe(status);
		expect(answer.body).toMatchObject(expected);
	});
});
