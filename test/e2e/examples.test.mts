import { setTimeout as delay } from 'node:timers/promises';
import { ASSISTANTS, entity } from '../../sandbox/seed.mts';
import { jsonOf } from '../../scripts/n8n/workflow.mts';
import type { ExecutionRun } from '../../scripts/n8n/workflow.mts';
import { place } from '../unit/sandbox/client.mts';
import { RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import { allOf, ENDLESS, linkOf, SERVED_EXAMPLES, startExamples } from './exampleRuns.mts';
import type { ExampleRuns } from './exampleRuns.mts';
import { ended } from './executions.mts';
import { rowsOf } from './triggerWorkflows.mts';

const CLICK = 'When clicking ‘Execute workflow’';

describe('the examples in a real n8n', () => {
	let runs: ExampleRuns;
	const executed = new Set<string>();

	beforeAll(async () => {
		runs = await startExamples();
	}, SETUP_TIMEOUT);

	beforeEach(() => {
		runs.environment.sandbox.reset();
		runs.mailbox.mails.length = 0;
	});

	afterAll(() => runs?.close(), RUN_TIMEOUT);

	const dialed = () => runs.environment.sandbox.dials.map(({ number }) => number);
	const run = async (slug: string, trigger = CLICK) => await runs.reached(await start(slug, trigger), 'success');

	async function start(slug: string, trigger = CLICK) {
		executed.add(slug);
		return await runs.start(slug, trigger);
	}

	it(
		'calls nobody who has asked not to be called',
		async () => {
			const { sandbox } = runs.environment;
			const id = 'e1000000-0000-4000-8000-000000000009';
			const asked = { name: 'Do not call', type: 'ai', schema: { type: 'boolean' } };
			sandbox.state.structuredOutputs.set(id, entity({ id, ...asked, assistantIds: [ASSISTANTS.leadQualifier] }));
			await runs.publish('keep-a-stop-list');

			const first = await run('keep-a-stop-list');
			expect(dialed()).toEqual(['+15555550123', '+15555550166']);
			expect(jsonOf(first, 'Who was called')).toHaveLength(2);
			expect(jsonOf(first, 'Correct the number')).toMatchObject([{ phone: '0044 20 5550 0199' }]);

			// Both calls report their end; the one that nobody answered has no structured outputs.
			await ended(runs.n8n, 'keep-a-stop-list', 3);
			expect(await rowsOf(runs.n8n, 'Vapi stop list')).toMatchObject([
				{ lastDigits: '5550123', number: '+15555550123', callId: sandbox.dials[0]?.callId },
			]);
			const second = await run('keep-a-stop-list');
			expect(dialed()).toEqual(['+15555550123', '+15555550166', '+15555550166']);
			expect(jsonOf(second, 'Who was called')).toHaveLength(1);
			await runs.unpublish('keep-a-stop-list');
		},
		RUN_TIMEOUT,
	);

	it(
		'calls again who was busy or did not answer, round by round, and nobody who answered',
		async () => {
			const { sandbox } = runs.environment;
			const callsOf = (number: string) => sandbox.dials.filter((dial) => dial.number === number);
			const execution = await start('call-again-on-no-answer');
			while (callsOf(ENDLESS).length < 1) await delay(20);
			await sandbox.end(String(callsOf(ENDLESS)[0]?.callId), 'customer-busy');
			while (callsOf(ENDLESS).length < 2) await delay(20);
			await sandbox.end(String(callsOf(ENDLESS)[1]?.callId));
			const done = await runs.reached(execution, 'success');

			expect(dialed().slice(0, 4).sort()).toEqual(['+15555550123', ENDLESS, '+15555550166', '+15555550167']);
			expect(dialed().slice(4, 7).sort()).toEqual([ENDLESS, '+15555550166', '+15555550167']);
			expect(dialed().slice(7).sort()).toEqual(['+15555550166', '+15555550167']);
			const tries = allOf(done, 'What came of this try').map((round) => round.map(({ waitMinutes }) => waitMinutes));
			expect(tries).toEqual([[30, 30, 30, 30], [240, 240, 240], [0, 0]]);
			const results = allOf(done, 'Result').flat();
			expect(results.map(({ phone, outcome, tries: count }) => [phone, outcome, count])).toEqual([
				['+1 (555) 555-0123', 'answered', 1],
				[ENDLESS, 'answered', 2],
				['+1 555 555 0166', 'busy', 3],
				['+15555550167', 'no-answer', 3],
			]);
		},
		RUN_TIMEOUT,
	);

	it(
		'calls with consent only, and logs each call with it',
		async () => {
			const { sandbox } = runs.environment;
			await runs.publish('keep-a-consent-log');
			const done = await run('keep-a-consent-log');
			expect(dialed()).toEqual(['+15555550123', '+15555550166']);
			expect(jsonOf(done, 'No consent, no call')).toMatchObject([{ name: 'Cleo Example' }]);

			await ended(runs.n8n, 'keep-a-consent-log', 3);
			const rows = await rowsOf(runs.n8n, 'Vapi consent log');
			const byCall = sandbox.dials.map(({ callId }) => rows.find((row) => row.callId === callId));
			expect(rows).toHaveLength(2);
			expect(byCall).toMatchObject([
				{
					...{ number: '+15555550123', name: 'Ada Example', calledAt: expect.stringContaining('T') },
					...{ consentGivenAt: '2026-01-12T09:30:00Z', consentSource: 'contact form, version 3' },
					...{ outcome: 'answered', recordingUrl: expect.stringContaining('http') },
				},
				{ number: '+15555550166', consentSource: 'signed offer', outcome: 'busy', recordingUrl: null },
			]);
			await runs.unpublish('keep-a-consent-log');
		},
		RUN_TIMEOUT,
	);

	describe('approval', () => {
		async function decide(decision: string): Promise<ExecutionRun> {
			const execution = await start('approve-before-calling');
			const url = await linkOf(runs.mailbox, 'Ada Example +1 (555) 555-0123', 'Ben Example +1 555 555 0124');
			await runs.reached(execution, 'waiting');
			// As a mail program does that looks where links lead.
			expect((await fetch(url, { headers: { 'user-agent': 'Mozilla/5.0' } })).status).toBe(200);
			expect(dialed()).toEqual([]);
			const form = new FormData();
			form.append('field-0', decision);
			form.append('field-1', 'Ann Approver');
			expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
			return await runs.reached(execution, 'success');
		}

		it(
			'lets a batch go that a person approves',
			async () => {
				const done = await decide('Call them');
				expect(jsonOf(done, 'Who was called')).toHaveLength(2);
				expect(dialed()).toEqual(['+15555550123', '+15555550124']);
				const [first] = runs.environment.sandbox.requests.filter(({ method }) => method === 'POST');
				expect(first?.body).toMatchObject({ assistantOverrides: { metadata: { approvedBy: 'Ann Approver' } } });
			},
			RUN_TIMEOUT,
		);

		it(
			'calls nobody where a person says no',
			async () => {
				const done = await decide('Do not call');
				expect(jsonOf(done, 'Nobody was called')).toEqual([{ why: 'Do not call' }]);
				expect(dialed()).toEqual([]);
			},
			RUN_TIMEOUT,
		);

		it(
			'calls nobody where nobody decides in time',
			async () => {
				const done = await runs.reached(await runs.start('nobody-decides', CLICK), 'success');
				expect(jsonOf(done, 'Nobody was called')).toEqual([{ why: 'No answer in time' }]);
				expect(dialed()).toEqual([]);
			},
			2 * RUN_TIMEOUT,
		);
	});

	it(
		'reports the calls of the day before, and that there were none',
		async () => {
			const { sandbox } = runs.environment;
			const noon = new Date();
			noon.setUTCHours(-12, 0, 0, 0);
			sandbox.clock.offset = noon.getTime() - Date.now();
			for (const number of ['+15555550123', '+15555550124', '+15555550166']) await place(sandbox, number);
			await sandbox.settled();
			sandbox.clock.offset = 0;
			await place(sandbox, '+15555550125');

			const slug = 'report-the-calls-of-a-day';
			const done = await run(slug, 'Every night');
			const calls = jsonOf(done, 'Calls of yesterday');
			const cost = calls.reduce((all, call) => all + Number(call.cost), 0).toFixed(2);
			expect(calls).toHaveLength(3);
			const [mail = ''] = runs.mailbox.mails;
			expect(mail).toContain(`Subject: 3 calls on ${noon.toISOString().slice(0, 10)}`);
			expect(mail).toContain('answered: 2, 1 minutes, $');
			expect(mail).toContain('busy: 1, 0 minutes, $0.00');
			expect(mail).toContain(`Cost in all: $${cost}`);

			sandbox.reset();
			await run(slug, 'Every night');
			expect(runs.mailbox.mails[1]).toContain('There were no calls.');
		},
		RUN_TIMEOUT,
	);

	it('has executed each of them', () => {
		expect([...executed].sort()).toEqual([...SERVED_EXAMPLES, 'report-the-calls-of-a-day'].sort());
	});
});
