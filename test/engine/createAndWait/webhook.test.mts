import { request } from 'undici';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS, TOOLS } from '../../../sandbox/seed.mts';
import type { IDataObject } from 'n8n-workflow';
import {
	retryExecution,
	runAsTool,
	runWorkflow,
	sandboxCredentials,
	startInstance,
} from '../harness/index.mts';
import type { Instance, RunOptions, RunResult } from '../harness/index.mts';
import { bodies, byId, posts, useSandbox } from '../support.mts';
import { callAndWait, createAndWait, hurry, until } from './support.mts';

const ENDLESS = '+15555550165';
const REFUSED = '+15555550160';
const byWebhook = (more = {}, options = {}) =>
	createAndWait({ waitUsing: 'webhook', ...more }, options);

const sandbox = useSandbox({ backoffScale: 0.001 });
let n8n: Instance;
beforeEach(async () => {
	hurry();
	n8n = await startInstance();
});
afterEach(async () => {
	await sandbox().settled();
	await n8n.close();
});

const ids = () => sandbox().dials.map(({ callId }) => callId);
const serverOf = (body: IDataObject | undefined) =>
	(body?.assistantOverrides as IDataObject)?.server as IDataObject;
const resumeUrl = () => String(serverOf(bodies(sandbox())[0])?.url);

/** Puts an execution to sleep on calls that go on until the test ends them. */
async function asleep(options: RunOptions): Promise<RunResult> {
	const result = await n8n.execute(options);
	expect(result.status).toBe('waiting');
	return result;
}

const outcomes = (result: RunResult) =>
	result.output('Vapi').map(({ json, pairedItem }) => [json.id, json.outcome, pairedItem]);

describe('Create and Wait, by webhook', () => {
	it('sleeps until all calls have ended, then gives one item each, in order and paired', async () => {
		const { executionId } = await asleep(
			callAndWait(sandbox(), [ENDLESS, '+15555550166', ENDLESS], byWebhook()),
		);
		const [first, second, third] = ids();
		await sandbox().end(String(third));
		await sandbox().settled();
		await sandbox().end(String(first));
		const result = await n8n.finished(executionId);
		expect(result.status).toBe('success');
		expect(outcomes(result)).toEqual([
			[first, 'answered', { item: 0 }],
			[second, 'busy', { item: 1 }],
			[third, 'answered', { item: 2 }],
		]);
		expect(result.json('Vapi')[0]).toMatchObject({
			structuredOutputs: { Interest: expect.anything() },
			transcript: expect.any(String),
			cost: expect.any(Number),
		});
		expect(sandbox().dials).toHaveLength(3);
	});

	it('is the only server of the call, which sends its report again until it is taken', async () => {
		await asleep(callAndWait(sandbox(), [ENDLESS], byWebhook()));
		expect(bodies(sandbox())[0]?.assistantOverrides).toMatchObject({
			server: {
				url: expect.stringMatching(`^${n8n.url}/webhook-waiting/`),
				backoffPlan: { type: 'exponential', maxRetries: 10, baseDelaySeconds: 2 },
			},
			serverMessages: ['end-of-call-report'],
		});
	});

	it('keeps the fields of the form, and goes to the overrides of a squad', async () => {
		const additionalFields = { data: { metadataJson: '{"lead":7}' } };
		const squad = byWebhook({ agent: 'squad', squadId: byId(SQUADS.clinic), additionalFields });
		await asleep(callAndWait(sandbox(), [ENDLESS], squad));
		expect(bodies(sandbox())[0]).toMatchObject({
			squadOverrides: { metadata: { lead: 7 }, serverMessages: ['end-of-call-report'] },
		});
	});

	it('takes a report that came before the execution slept when it is sent again', async () => {
		const options = callAndWait(sandbox(), ['+15555550123', ENDLESS], byWebhook());
		sandbox().faults.add({
			kind: 'delay',
			ms: 150,
			when: 'after',
			method: 'POST',
			match: { number: ENDLESS },
		});
		const { executionId } = await asleep(options);
		await until(() =>
			sandbox().deliveries.some(({ attempts }) => attempts.some(({ status }) => status === 409)),
		);
		await sandbox().end(String(ids()[1]));
		expect(outcomes(await n8n.finished(executionId))).toHaveLength(2);
	});

	it('does not sleep at all where every call has ended by then', async () => {
		const options = callAndWait(sandbox(), ['+15555550166', '+15555550168'], byWebhook());
		const last = { number: '+15555550168' };
		sandbox().faults.add({ kind: 'delay', ms: 500, when: 'after', method: 'POST', match: last });
		const result = await n8n.execute(options);
		expect(result.status).toBe('success');
		expect(outcomes(result)).toEqual([
			[ids()[0], 'busy', { item: 0 }],
			[ids()[1], 'voicemail', { item: 1 }],
		]);
	});

	it('gives what is known at the deadline, with the ID of each call', async () => {
		const { executionId } = await asleep(callAndWait(sandbox(), [ENDLESS, ENDLESS], byWebhook()));
		const result = await n8n.expire(executionId);
		expect(result.status).toBe('success');
		expect(result.output('Vapi').map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
			ids().map((id, item) => [
				expect.objectContaining({ id, waitTimedOut: true, customerNumber: ENDLESS }),
				{ item },
			]),
		);
	});

	it('sleeps until Max Wait after now, or after the time of a scheduled call', async () => {
		const minute = 60_000;
		const before = Date.now();
		const plain = await asleep(callAndWait(sandbox(), [ENDLESS], byWebhook({}, { maxWait: 7 })));
		const waitTill = new Date(String(plain.saved.waitTill)).getTime();
		expect(waitTill).toBeGreaterThanOrEqual(before + 7 * minute);
		const earliestAt = new Date(Date.now() + 60 * minute).toISOString();
		const later = byWebhook({ additionalFields: { schedule: { earliestAt } } }, { maxWait: 7 });
		const scheduled = await asleep(callAndWait(sandbox(), [ENDLESS], later));
		expect(new Date(String(scheduled.saved.waitTill)).getTime()).toBe(
			Date.parse(earliestAt) + 7 * minute,
		);
	});

	it.each(['wakes', 'reaches the deadline'])(
		'keeps items that failed in their place when it %s',
		async (how) => {
			const options = callAndWait(sandbox(), ['abc', ENDLESS, REFUSED], byWebhook(), {
				onError: 'continueErrorOutput',
			});
			const { executionId } = await asleep(options);
			const [id] = ids();
			if (how === 'wakes') await sandbox().end(String(id));
			const result = await (how === 'wakes' ? n8n.finished(executionId) : n8n.expire(executionId));
			expect(result.json('Vapi')).toMatchObject([{ id }]);
			expect(result.output('Vapi', 0)[0]?.pairedItem).toEqual({ item: 1 });
			expect(
				result.output('Vapi', 1).map(({ json, pairedItem }) => [json.error, pairedItem]),
			).toEqual([
				[expect.stringContaining('abc'), expect.objectContaining({ item: 0 })],
				[
					expect.stringContaining('Cannot Be Called. [item 2]'),
					expect.objectContaining({ item: 2 }),
				],
			]);
		},
	);

	it('gives only its own items under Execute Once', async () => {
		const options = callAndWait(sandbox(), [ENDLESS, ENDLESS], byWebhook(), { executeOnce: true });
		const { executionId } = await asleep(options);
		const result = await n8n.expire(executionId);
		expect(result.json('Vapi')).toMatchObject([{ id: ids()[0], waitTimedOut: true }]);
		expect(ids()).toHaveLength(1);
	});

	it('is dialed and slept for again and again in a loop', async () => {
		const plain = callAndWait(sandbox(), [ENDLESS, ENDLESS], byWebhook());
		const options: RunOptions = {
			...plain,
			nodes: [{ name: 'Loop', type: 'test.loop' }, ...plain.nodes],
			connections: {
				Trigger: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
				Loop: { main: [[], [{ node: 'Vapi', type: 'main', index: 0 }]] },
				Vapi: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
			},
		};
		const { executionId } = await asleep(options);
		await sandbox().end(String(ids()[0]));
		await until(() => ids().length === 2);
		await sandbox().end(String(ids()[1]));
		const result = await n8n.finished(executionId);
		expect([0, 1].map((run) => result.json('Vapi', 0, run).map(({ id }) => id))).toEqual(
			ids().map((id) => [id]),
		);
	});

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
			const result = await n8n.finished(executionId);
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
			await n8n.finished(executionId);
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
			const result = await n8n.finished(executionId);
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
		const result = await n8n.finished(executionId);
		expect(result.json('Vapi').map(({ id }) => id)).toEqual(ids());
		// Read all at each report, it would be 900.
		expect(reads().length - before).toBeLessThan(450);
	});

	it('polls in a retry for a call that reports to the execution before', async () => {
		const options = {
			...callAndWait(sandbox(), [ENDLESS, REFUSED], byWebhook()),
			instanceUrl: n8n.url,
		};
		const first = await n8n.execute(options);
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
			const result = await runWorkflow({ instanceUrl: n8n.url, ...options });
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
					newAssistant: { modelProvider: 'openai', model: 'gpt-4o', systemPrompt: 'Hi' },
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
			['a server', { webhook: { serverUrl: 'https://example.com/hook' } }],
			['events', { webhook: { serverMessages: ['tool-calls'] } }],
			[
				'a server in JSON',
				{ advanced: { assistantOverrides: '{"server":{"url":"https://example.com"}}' } },
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

	it('lets an assistant be called whose tools have a server of their own', async () => {
		const tool = sandbox().state.tools.get(TOOLS.lookUpOrder);
		Object.assign(tool ?? {}, { server: { url: `${n8n.url}/elsewhere` } });
		const parameters = byWebhook({ assistantId: byId(ASSISTANTS.toolUser) });
		await asleep(callAndWait(sandbox(), [ENDLESS], parameters));
		expect(ids()).toHaveLength(1);
	});

	it('says while it sleeps that an assistant with a server gets no events there', async () => {
		const assistant = sandbox().state.assistants.get(ASSISTANTS.leadQualifier);
		Object.assign(assistant ?? {}, { server: { url: 'https://example.com/events' } });
		const result = await asleep(
			callAndWait(sandbox(), [ENDLESS], byWebhook({ phoneNumberId: byId(PHONE_NUMBERS.main) })),
		);
		const [run] = result.data.resultData.runData.Vapi ?? [];
		expect(run?.hints).toMatchObject([{ type: 'warning' }]);
	});
});
