import { createHmac } from 'node:crypto';
import { ASSISTANTS, PHONE_NUMBERS, TOOLS, type Seed } from '../../../sandbox/seed.mts';
import type { ToolCallShape } from '../../../sandbox/options.mts';
import { objectOr, type JsonObject } from '../../../sandbox/types.mts';
import { liveOut, place, useSandbox } from './client.mts';
import { useReceiver } from './receiver.mts';

const sandbox = useSandbox({ timeScale: 0, backoffScale: 0 });
const receiver = useReceiver();
const number = '+15555550123';

/** Places a call whose messages come to the receiver. */
const placeHooked = (server: JsonObject = {}, overrides: JsonObject = {}) =>
	place(sandbox(), number, {
		assistantOverrides: { server: { url: receiver.url, ...server }, ...overrides },
	});

describe('server messages', () => {
	it('follow the call, with what Vapi puts around them', async () => {
		const id = await placeHooked();
		await liveOut(sandbox(), id);
		const [first] = receiver.received;
		expect(first?.headers).toMatchObject({
			'content-type': 'application/json',
			'x-call-id': id,
			'x-vapi-secret': '',
			cookie: `callId=${id}`,
		});
		expect(first?.message).toMatchObject({
			timestamp: expect.any(Number),
			call: { id },
			customer: { number },
			phoneNumber: { id: PHONE_NUMBERS.main },
			assistant: { name: 'Front desk' },
		});
		const statuses = receiver.of('status-update').map(({ status }) => status);
		expect(statuses).toEqual(['ringing', 'in-progress', 'ended']);
		const [report] = receiver.of('end-of-call-report');
		expect(report).toMatchObject({
			endedReason: 'customer-ended-call',
			durationMs: 42_000,
			durationSeconds: 42,
			transcript: expect.stringContaining('front desk'),
			artifact: { presignedMonoUrl: expect.any(String) },
			analysis: { summary: expect.any(String) },
		});
		expect(receiver.of('transcript')).toEqual([]);
	});

	it('are those that serverMessages names', async () => {
		const serverMessages = ['transcript', 'end-of-call-report'];
		await liveOut(sandbox(), await placeHooked({}, { serverMessages }));
		const types = receiver.received.map(({ message }) => message.type);
		expect(new Set(types)).toEqual(new Set(serverMessages));
	});

	it('go to the assistant, else to the number, else to the organisation', async () => {
		const { state } = sandbox();
		const level = (name: string) => ({ url: `${receiver.url}?${name}` });
		const target = async () => {
			const id = await place(sandbox());
			return (await sandbox().send(id, 'status-update'))?.url.split('?')[1];
		};
		expect(await target()).toBeUndefined();
		state.orgServer = level('org');
		expect(await target()).toBe('org');
		Object.assign(objectOr(state.phoneNumbers.get(PHONE_NUMBERS.main)), { server: level('number') });
		expect(await target()).toBe('number');
		Object.assign(objectOr(state.assistants.get(ASSISTANTS.receptionist)), {
			server: level('assistant'),
		});
		expect(await target()).toBe('assistant');
	});

	it('are tried again as the backoffPlan says, and once without one', async () => {
		receiver.statuses = [500, 409, 200];
		const backoffPlan = { type: 'exponential', maxRetries: 3, baseDelaySeconds: 1 };
		const retried = await sandbox().send(await placeHooked({ backoffPlan }), 'status-update');
		expect(retried?.attempts.map(({ status }) => status)).toEqual([500, 409, 200]);
		receiver.statuses = [500];
		const single = await sandbox().send(await placeHooked(), 'status-update');
		expect(single?.attempts.map(({ status }) => status)).toEqual([500]);
		receiver.statuses = [401];
		const server = { url: receiver.url, backoffPlan: { ...backoffPlan, excludedStatusCodes: [401] } };
		Object.assign(objectOr(sandbox().state.assistants.get(ASSISTANTS.receptionist)), { server });
		const final = await sandbox().send(await place(sandbox()), 'status-update');
		expect(final?.attempts).toHaveLength(1);
	});

	it('never leave this machine', async () => {
		const id = await placeHooked({ url: 'https://example.com/hook' });
		const delivery = await sandbox().send(id, 'status-update');
		expect(delivery?.attempts).toMatchObject([{ status: null, error: expect.any(String) }]);
	});
});

describe('credentials of webhooks', () => {
	const hook = async (webhookCredentials: Seed['webhookCredentials'], server = {}) => {
		sandbox().reset({ webhookCredentials });
		const id = await placeHooked({ credentialId: 'one', ...server });
		await sandbox().send(id, 'status-update');
		const received = receiver.received.at(-1);
		if (!received) throw new Error('Nothing arrived');
		return received;
	};

	it('bearer, also as a shared secret', async () => {
		const plain = await hook({ one: { type: 'bearer', token: 't' } });
		expect(plain.headers.authorization).toBe('Bearer t');
		const secret = await hook({
			one: { type: 'bearer', token: 't', headerName: 'X-Vapi-Secret', bearerPrefixEnabled: false },
		});
		expect(secret.headers['x-vapi-secret']).toBe('t');
	});

	it('HMAC over time and body, and whatever else is set', async () => {
		const secretKey = 'sandbox-signing-key';
		const { headers, raw } = await hook({ one: { type: 'hmac', secretKey, algorithm: 'sha256' } });
		const payload = `${String(headers['x-timestamp'])}.${raw}`;
		const expected = createHmac('sha256', secretKey).update(payload).digest('hex');
		expect(headers['x-signature']).toBe(expected);
		const other = await hook({
			one: {
				type: 'hmac',
				secretKey,
				algorithm: 'sha512',
				signatureHeader: 'x-sig',
				signaturePrefix: 'v1=',
				includeTimestamp: false,
				signatureEncoding: 'base64',
			},
		});
		const digest = createHmac('sha512', secretKey).update(other.raw).digest('base64');
		expect(other.headers['x-sig']).toBe(`v1=${digest}`);
		expect(other.headers).not.toHaveProperty('x-timestamp');
	});

	it('headers of the server go over both', async () => {
		const headers = { 'X-Vapi-Secret': 'mine', Authorization: 'Own' };
		const received = await hook({ one: { type: 'bearer', token: 't' } }, { headers });
		expect(received.headers).toMatchObject({ 'x-vapi-secret': 'mine', authorization: 'Own' });
	});
});

describe('tool calls', () => {
	const call = { id: 'call_1', name: 'look_up_order', arguments: { orderNumber: '7' } };
	const good = { results: [{ toolCallId: 'call_1', name: 'look_up_order', result: 'Sent' }] };

	it('are part of a conversation with an assistant that has a tool', async () => {
		const own = await place(sandbox(), number, {
			assistantId: ASSISTANTS.toolUser,
			assistantOverrides: { server: { url: receiver.url } },
		});
		await liveOut(sandbox(), own);
		const [message] = receiver.of('tool-calls');
		expect(message).toMatchObject({
			toolCallList: [{ function: { name: 'look_up_order', arguments: { orderNumber: 'sample' } } }],
			toolWithToolCallList: [{ id: TOOLS.lookUpOrder, toolCall: { id: expect.any(String) } }],
		});
		expect(sandbox().deliveries.find(({ type }) => type === 'tool-calls')?.verdict).toMatchObject({
			understood: false,
		});
	});

	it("go to the tool's own server first", async () => {
		const tool = objectOr(sandbox().state.tools.get(TOOLS.lookUpOrder));
		tool.server = { url: `${receiver.url}?tool` };
		const id = await place(sandbox(), number, {
			assistantId: ASSISTANTS.toolUser,
			assistantOverrides: { server: { url: receiver.url } },
		});
		const delivery = await sandbox().toolCalls(id, [call]);
		expect(delivery?.url).toBe(`${receiver.url}?tool`);
	});

	it.each<[ToolCallShape, string, JsonObject]>([
		['real', 'toolCalls', { function: { arguments: { orderNumber: '7' } } }],
		['text', 'toolCalls', { function: { arguments: '{"orderNumber":"7"}' } }],
		['parameters', 'toolCallList', { name: 'look_up_order', parameters: { orderNumber: '7' } }],
		['arguments', 'toolCallList', { name: 'look_up_order', arguments: { orderNumber: '7' } }],
		['withTool', 'toolWithToolCallList', { toolCall: { id: 'call_1' } }],
	])('come in the shape %s', async (shape, list, expected) => {
		await sandbox().toolCalls(await placeHooked(), [call], shape);
		const [message] = receiver.of('tool-calls');
		expect(message?.[list]).toMatchObject([expected]);
		expect('toolCallList' in objectOr(message)).toBe(shape !== 'withTool');
	});

	it.each<[string, unknown, number, boolean]>([
		['as documented', good, 200, true],
		['with an error for the whole', { error: 'Closed today' }, 200, true],
		['with another status', good, 201, false],
		['without a list', { results: good.results[0] }, 200, false],
		['about another call', { results: [{ ...good.results[0], toolCallId: 'x' }] }, 200, false],
		['without a name', { results: [{ toolCallId: 'call_1', result: 'Sent' }] }, 200, false],
		['with an object', { results: [{ ...good.results[0], result: {} }] }, 200, false],
		['with two lines', { results: [{ ...good.results[0], result: 'a\nb' }] }, 200, false],
		['with neither result nor error', { results: [{ ...good.results[0], result: undefined }] }, 200, false],
		['with one entry too many', { results: [...good.results, ...good.results] }, 200, false],
		['that is no JSON', 'Sent', 200, false],
	])('judge an answer %s', async (_, answer, status, understood) => {
		receiver.answer = answer;
		const id = await placeHooked();
		receiver.statuses = [status];
		const delivery = await sandbox().toolCalls(id, [call]);
		expect(delivery?.verdict?.understood).toBe(understood);
		expect(delivery?.verdict?.reasons.length === 0).toBe(understood);
	});
});

describe('inbound calls', () => {
	it('reach the assistant of the number', async () => {
		const call = await sandbox().inbound({ from: number });
		expect(call).toMatchObject({
			type: 'inboundPhoneCall',
			assistantId: ASSISTANTS.receptionist,
			customer: { number },
		});
		expect(await liveOut(sandbox(), call.id)).toMatchObject({ status: 'ended' });
		expect(sandbox().dials).toEqual([]);
	});

	it.each<[string, unknown, number, JsonObject]>([
		['an assistant', { assistantId: ASSISTANTS.leadQualifier }, 200, { status: 'ringing' }],
		[
			'nothing',
			{},
			200,
			{ status: 'ended', endedReason: 'assistant-request-returned-invalid-assistant' },
		],
		[
			'an assistant that does not exist',
			{ assistantId: 'nobody' },
			200,
			{ endedReason: 'assistant-request-returned-invalid-assistant' },
		],
		[
			'spoken words',
			{ error: 'We are closed.' },
			200,
			{ endedReason: 'assistant-request-returned-error', endedMessage: 'We are closed.' },
		],
		[
			'a number to forward to',
			{ destination: { type: 'number', number } },
			200,
			{ endedReason: 'assistant-request-returned-forwarding-phone-number' },
		],
		['a failure', {}, 500, { endedReason: 'assistant-request-failed' }],
	])('ask the server who talks, and are told %s', async (_, answer, status, expected) => {
		receiver.answer = answer;
		receiver.statuses = [status];
		sandbox().state.orgServer = { url: receiver.url };
		const call = await sandbox().inbound({ phoneNumberId: PHONE_NUMBERS.noAssistant });
		expect(call).toMatchObject(expected);
		expect(receiver.of('assistant-request')).toMatchObject([{ call: { id: call.id } }]);
		await sandbox().settled();
	});

	it('end where nobody can be asked', async () => {
		const call = await sandbox().inbound({ phoneNumberId: PHONE_NUMBERS.noAssistant });
		expect(call.endedReason).toBe('call-start-error-neither-assistant-nor-server-set');
	});
});

describe('destination requests', () => {
	it.each([
		[{ destination: { type: 'number', number } }, true],
		[{ error: 'Nobody is there' }, true],
		[{ number }, false],
	])('are judged: %j', async (answer, understood) => {
		receiver.answer = answer;
		const delivery = await sandbox().send(await placeHooked(), 'transfer-destination-request');
		expect(delivery?.verdict?.understood).toBe(understood);
	});
});
