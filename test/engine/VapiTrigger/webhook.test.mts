import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sandboxCredentials } from '../harness/index.mts';
import type { ListeningWorkflow } from '../harness/index.mts';
import { useListener } from './listener.mts';
import { byBearer, byHmac, bySecret, hang, now, post, secret, sign, signed } from './webhookRequests.mts';
import type { Headers } from './webhookRequests.mts';

const keys = { url: 'http://127.0.0.1:1', privateKey: 'unused', publicKey: '' };
const events = ['hang'];

const listener = useListener();

async function listen(
	parameters: INodeParameters,
	credentials: IDataObject = {},
): Promise<ListeningWorkflow> {
	return await listener.listen({
		credentials: { ...sandboxCredentials(keys), ...credentials } as never,
		nodes: [
			{ name: 'Trigger', type: 'n8n-nodes-vapi.vapiTrigger', parameters },
			{ name: 'Next', type: 'test.noOp' },
		],
	});
}

/** Signed with the key that is going and with the one that stays. */
const withOld = (body: string) => {
	const headers = signed(body);
	const old = sign(body, headers['x-timestamp'], { key: 'the key before' });
	return { ...headers, 'x-signature': `${old}, ${headers['x-signature']}` };
};

describe('a genuine request starts the workflow', () => {
	test.each<[string, IDataObject, () => Headers]>([
		['by its secret', bySecret, () => ({ 'x-vapi-secret': secret })],
		['by its token', byBearer, () => ({ authorization: `Bearer ${secret}` })],
		['by its signature', byHmac, () => signed(hang)],
		['by its token behind another word', byBearer, () => ({ authorization: `bearer ${secret}` })],
		['by its signature over milliseconds', byHmac, () => signed(hang, String(Date.now()))],
		['by one of two signatures', byHmac, () => withOld(hang)],
		[
			'by a signature of the body alone',
			{ ...byHmac, webhookIncludeTimestamp: false, webhookSignatureHeader: 'x-vapi-signature' },
			() => ({ 'x-vapi-signature': createHmac('sha256', secret).update(hang).digest('hex') }),
		],
	])('%s', async (_how, credentials, headers) => {
		const { url, executions } = await listen({ events }, credentials);
		expect(await post(url, hang, headers())).toEqual({ status: 200, text: '{}' });
		expect(executions.map((run) => run.json('Next'))).toEqual([
			[{ event: 'hang', callId: 'call-1', customerNumber: null, timestamp: null }],
		]);
	});
});

describe('a forged request gets 401 and starts nothing', () => {
	const old = () => signed(hang, String(Number(now()) - 400));
	const prefixed = () => ({ 'x-signature': `sha256=${sign(hang)}` });
	const cases: Array<[string, IDataObject, () => Headers]> = [
		['secret missing', bySecret, () => ({})],
		['secret wrong', bySecret, () => ({ 'x-vapi-secret': 'guess' })],
		['secret empty', bySecret, () => ({ 'x-vapi-secret': '' })],
		['secret twice', bySecret, () => ({ 'x-vapi-secret': [secret, secret] })],
		['secret too long', bySecret, () => ({ 'x-vapi-secret': `${secret}x` })],
		['token missing', byBearer, () => ({})],
		['token wrong', byBearer, () => ({ authorization: 'Bearer guess' })],
		['token empty', byBearer, () => ({ authorization: 'Bearer ' })],
		['token without prefix', byBearer, () => ({ authorization: secret })],
		['signature missing', byHmac, () => ({ 'x-timestamp': now() })],
		['signature empty', byHmac, () => ({ ...signed(hang), 'x-signature': '' })],
		['signature of wrong length', byHmac, () => ({ ...signed(hang), 'x-signature': 'abcd' })],
		['two signatures of other keys', byHmac, () => ({ ...signed(hang), 'x-signature': [old()['x-signature'], old()['x-signature']] })],
		['signature with a prefix', byHmac, () => ({ ...signed(hang), ...prefixed() })],
		['signature in Base64', byHmac, () => signed(hang, now(), { encoding: 'base64' })],
		['signature of another algorithm', byHmac, () => signed(hang, now(), { algorithm: 'sha512' })],
		['signature of another key', byHmac, () => signed(hang, now(), { key: 'guess' })],
		['signature of another body', byHmac, () => signed(hang.replace('call-1', 'call-2'))],
		['signature that is late', byHmac, old],
		['signature from the future', byHmac, () => signed(hang, String(Number(now()) + 400))],
		['signature under a fresh timestamp', byHmac, () => ({ ...old(), 'x-timestamp': now() })],
		['timestamp missing', byHmac, () => ({ 'x-signature': sign(hang) })],
		['prefix missing', { ...byHmac, webhookSignaturePrefix: 'sha256=' }, () => signed(hang)],
	];
	test.each(cases)('%s', async (_what, credentials, headers) => {
		const { url, executions } = await listen({ events }, credentials);
		const answer = await post(url, hang, headers());
		expect(answer.status).toBe(401);
		expect(answer.text).not.toContain(secret);
		expect(executions).toHaveLength(0);
	});

	test.each([
		['bySecret', bySecret],
		['byBearer', byBearer],
		['byHmac', byHmac],
	])('1,000 random ones (%s)', async (_how, credentials) => {
		const { url, executions } = await listen({ events }, credentials);
		const junk = () => randomBytes(randomInt(1, 40)).toString(randomInt(2) ? 'hex' : 'base64');
		const forge = async () => {
			const headers: Headers = {};
			for (const name of ['x-vapi-secret', 'authorization', 'x-signature', 'x-n8n-vapi-secret']) {
				if (randomInt(2)) headers[name] = randomInt(5) ? junk() : [junk(), junk()];
			}
			if (randomInt(2)) headers['x-timestamp'] = randomInt(3) ? now() : junk();
			const body = randomInt(2) ? hang : JSON.stringify({ message: { type: junk() } });
			return (await post(url, body, headers)).status;
		};
		const statuses: number[] = [];
		for (let i = 0; i < 20; i++) {
			statuses.push(...(await Promise.all(Array.from({ length: 50 }, forge))));
		}
		expect(statuses.filter((status) => status !== 401)).toEqual([]);
		expect(statuses).toHaveLength(1000);
		expect(executions).toHaveLength(0);
	});
});

test('a signed request that is sent again starts nothing more', async () => {
	const { url, executions } = await listen({ events }, byHmac);
	const headers = signed(hang);
	const capitals = { ...headers, 'x-signature': headers['x-signature'].toUpperCase() };
	expect((await post(url, hang, headers)).status).toBe(200);
	expect(await post(url, hang, headers)).toEqual({ status: 200, text: '{}' });
	expect(await post(url, hang, capitals)).toEqual({ status: 200, text: '{}' });
	expect(executions).toHaveLength(1);
});

test('an event that is not selected gets 200 and starts nothing', async () => {
	const { url, executions } = await listen({ events, acceptFrom: 'anyone' });
	const other = JSON.stringify({ message: { type: 'speech-update' } });
	expect(await post(url, other)).toEqual({ status: 200, text: '{}' });
	const unknown = JSON.stringify({ message: { type: '__proto__' } });
	expect(await post(url, unknown)).toEqual({ status: 200, text: '{}' });
	expect(executions).toHaveLength(0);
});

describe('a malformed body gets a clean status', () => {
	const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
	test.each<[string, string, number]>([
		['an empty one', '', 400],
		['a list', '[]', 400],
		['a text', '"hang"', 400],
		['null', 'null', 400],
		['an object without a message', '{}', 400],
		['a message that is null', '{"message":null}', 400],
		['a message without a type', '{"message":{}}', 400],
		['deep nesting', `{"message":{"type":"hang","call":${nested(100_000)}}}`, 400],
		['a list of 16 MB', `[${'1,'.repeat(8_000_000)}1]`, 400],
		['an unknown event of 16 MB', `{"message":{"type":"x","data":"${'y'.repeat(16_000_000)}"}}`, 200],
	])('%s', async (_what, body, status) => {
		const { url, executions } = await listen({ events, acceptFrom: 'anyone' });
		const answer = await post(url, body);
		expect(answer.status).toBe(status);
		expect(answer.text).not.toMatch(/\bat .*:\d+/);
		expect(executions).toHaveLength(0);
	});

	test('a message without a call starts the workflow with what there is', async () => {
		const { url, executions } = await listen({ events, acceptFrom: 'anyone' });
		expect((await post(url, '{"message":{"type":"hang"}}')).status).toBe(200);
		expect(executions[0]?.json('Next')).toEqual([
			{ event: 'hang', callId: null, customerNumber: null, timestamp: null },
		]);
	});

	test('plain text is refused', async () => {
		const { url, executions } = await listen({ events, acceptFrom: 'anyone' });
		const answer = await post(url, 'hello', { 'content-type': 'text/plain' });
		expect(answer.status).toBe(400);
		expect(executions).toHaveLength(0);
	});
});

test('a trigger that takes requests from anyone needs no credential', async () => {
	const { url } = await listener.listen({
		nodes: [
			{
				name: 'Trigger',
				type: 'n8n-nodes-vapi.vapiTrigger',
				parameters: { events, acceptFrom: 'anyone' },
				credentials: false,
			},
		],
	});
	expect((await post(url, hang)).status).toBe(200);
});
