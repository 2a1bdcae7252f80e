import { createHmac } from 'node:crypto';
import { ASSISTANTS, PHONE_NUMBERS, type Seed } from '../../../sandbox/seed.mts';
import { objectOr } from '../../../sandbox/types.mts';
import { liveOut, place } from './client.mts';
import { number, useHooked } from './hooked.mts';

const { sandbox, receiver, placeHooked } = useHooked();

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
