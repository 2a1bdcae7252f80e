import { request } from 'undici';
import { ASSISTANTS } from '../../../../../sandbox/seed.mts';
import { retryExecution, runAsTool, runWorkflow, sandboxCredentials } from '../../../harness/index.mts';
import type { RunOptions } from '../../../harness/index.mts';
import { byId, posts } from '../../../support.mts';
import { byWebhook, useSleepers } from './sleepers.mts';
import { ENDLESS, REFUSED, callAndWait, until } from './waits.mts';

const { sandbox, n8n, ids, resumeUrl, asleep } = useSleepers();

describe('Create and Wait, by webhook', () => {
	describe('to a request that is no report', () => {
		const send = async (url: string, body: unknown = {}) => {
			const answer = await request(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			return { status: answer.statusCode, text: await answer.body.text() };
		};
		const forged = (id: unknown) => ({
			message: {
				type: 'end-of-call-report',
				call: { id, status: 'ended', analysis: { summary: 'Paid.' } },
			},
		});

		it('answers the same whatever it says, and sleeps on', async () => {
			const { executionId } = await asleep(callAndWait(sandbox(), [ENDLESS], byWebhook()));
			const answers = await Promise.all(
				[{}, forged(ids()[0]), forged('x'), { message: null }, []].map(
					async (body) => await send(resumeUrl(), body),
				),
			);
			for (const answer of answers) expect(answer).toEqual({ status: 200, text: '{}' });
			await sandbox().end(String(ids()[0]));
			const result = await n8n().finished(executionId);
			expect(result.json('Vapi')[0]?.summary).not.toBe('Paid.');
			expect(result.runs('Vapi')).toBe(1);
		});

		it('decides nothing without the token, and tells nothing', async () => {
			await asleep(callAndWait(sandbox(), [ENDLESS], byWebhook()));
			const before = sandbox().requests.length;
			const [bare] = resumeUrl().split('?');
			for (const url of [String(bare), `${bare}?signature=${'0'.repeat(64)}`]) {
				const { status, text } = await send(url, forged(ids()[0]));
				expect(status).toBe(401);
				expect(text).not.toContain(ids()[0]);
			}
			expect(sandbox().requests).toHaveLength(before);
		});

		it('is harmless when it is late or comes twice', async () => {
			const { executionId } = await asleep(callAndWait(sandbox(), [ENDLESS], byWebhook()));
			await sandbox().end(String(ids()[0]));
			await n8n().finished(executionId);
			expect((await send(resumeUrl(), forged(ids()[0]))).status).toBe(409);
		});

		it('refuses the report while Vapi cannot be read, so that it is sent again', async () => {
			const { executionId } = await asleep(callAndWait(sandbox(), [ENDLESS], byWebhook()));
			sandbox().faults.add({
				kind: 'status',
				status: 401,
				method: 'GET',
				path: '^/call/',
				times: 2,
			});
			await sandbox().end(String(ids()[0]));
			const result = await n8n().finished(executionId);
			expect(result.json('Vapi')).toMatchObject([{ status: 'ended' }]);
			await sandbox().settled();
			expect(sandbox().deliveries[0]?.attempts.map(({ status }) => status)).toEqual([
				503, 503, 200,
			]);
		});
	});

	it('reads few calls for each report of many', async () => {
		const list = Array.from({ length: 30 }, () => ENDLESS);
		const { executionId } = await asleep(callAndWait(sandbox(), list, byWebhook()));
		const reads = () =>
			sandbox().requests.filter(
				({ method, path }) => method === 'GET' && path.startsWith('/call/'),
			);
		const before = reads().length;
		for (const id of ids()) {
			await sandbox().end(String(id));
			await until(() => sandbox().deliveries.some(({ callId, done }) => callId === id && done));
		}
		const result = await n8n().finished(executionId);
		expect(result.json('Vapi').map(({ id }) => id)).toEqual(ids());
		// Read all at each report, it would be 900.
		expect(reads().length - before).toBeLessThan(450);
	});

	it('polls in a retry for a call that reports to the execution before', async () => {
		const options = {
			...callAndWait(sandbox(), [ENDLESS, REFUSED], byWebhook()),
			instanceUrl: n8n().url,
		};
		const first = await n8n().execute(options);
		expect(first.errorOf('Vapi')?.message).toContain('[item 1]');
		const [id] = ids();
		setTimeout(() => void sandbox().end(String(id)), 50);
		const parameters = byWebhook({ to: '={{ $json.number.replace("0160", "0166") }}' });
		const second = await retryExecution({
			saved: first.saved,
			original: options,
			current: { nodes: [{ name: 'Vapi', parameters }] },
		});
		expect(sandbox().dials).toHaveLength(2);
		expect(second.json('Vapi')[0]).toMatchObject({ id, status: 'ended' });
	});

	describe('is refused before dialing', () => {
		const message = async (options: RunOptions) => {
			const result = await runWorkflow({ instanceUrl: n8n().url, ...options });
			expect(posts(sandbox())).toEqual([]);
			const { message: text, description } = result.errorOf('Vapi') ?? { message: '' };
			return `${text} ${description}`;
		};

		it.each(['http://n8n.example.com', 'http://192.168.1.20:5678'])(
			'where n8n is at %s',
			async (instanceUrl) => {
				const text = await message({
					...callAndWait(sandbox(), [ENDLESS], byWebhook()),
					instanceUrl,
				});
				expect(text).toContain(`Vapi cannot reach this n8n, whose address is ${instanceUrl}`);
				expect(text).not.toContain('signature');
			},
		);

		it('where n8n is on this machine and Vapi is not', async () => {
			const options = callAndWait(
				sandbox(),
				[ENDLESS],
				byWebhook({
					agent: 'newAssistant',
					systemPrompt: 'Hi',
				}),
			);
			const credentials = { ...sandboxCredentials(sandbox()), baseUrl: 'https://vapi.example.com' };
			expect(await message({ ...options, credentials })).toContain('Vapi cannot reach this n8n');
		});

		it('where the assistant needs its server for a tool', async () => {
			const parameters = byWebhook({ assistantId: byId(ASSISTANTS.toolUser) });
			expect(await message(callAndWait(sandbox(), [ENDLESS], parameters))).toContain(
				'look_up_order',
			);
		});

		it.each([
			['a server', { webhookUrl: 'https://example.com/hook' }],
			['events', { webhookEvents: ['tool-calls'] }],
			[
				'a server in JSON',
				{ assistantOverrides: '{"server":{"url":"https://example.com"}}' },
			],
		])('where the item sets %s', async (_, additionalFields) => {
			const parameters = byWebhook({ additionalFields });
			expect(await message(callAndWait(sandbox(), [ENDLESS], parameters))).toContain(
				"'Webhook URL'",
			);
		});

		it.each(['legacy', 'engine'] as const)('as a tool of an agent (%s)', async (path) => {
			const result = await runAsTool({
				credentials: sandboxCredentials(sandbox()),
				path,
				tool: { parameters: byWebhook({ to: "={{ $fromAI('To') }}" }) },
				calls: [{ input: { To: ENDLESS } }],
			});
			expect(JSON.stringify(result.json('Agent'))).toContain('An AI agent cannot wait by webhook');
			expect(posts(sandbox())).toEqual([]);
		});
	});

});
