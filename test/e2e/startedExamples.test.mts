import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ASSISTANTS } from '../../sandbox/seed.mts';
import { readExample } from '../../scripts/examples.mts';
import { place } from '../unit/sandbox/client.mts';
import { RUN_TIMEOUT, SETUP_TIMEOUT } from './environment.mts';
import { startExamples } from './exampleRuns.mts';
import type { ExampleRuns } from './exampleRuns.mts';
import { ended } from './executions.mts';
import { addRows, rowsOf } from './triggerWorkflows.mts';

describe('the examples that a form, a table or an event starts, in a real n8n', () => {
	let runs: ExampleRuns;

	beforeAll(async () => {
		runs = await startExamples();
	}, SETUP_TIMEOUT);

	beforeEach(() => {
		runs.environment.sandbox.reset();
	});

	afterAll(() => runs?.close(), RUN_TIMEOUT);

	const dialed = () => runs.environment.sandbox.dials.map(({ number }) => number);

	it(
		'calls who fills in a form and agrees, and nobody else',
		async () => {
			const { workflow } = await readExample('call-who-fills-in-a-form');
			const form = workflow.nodes.find(({ name }) => name === 'Form');
			const url = `${runs.url}/form/${String(form?.webhookId)}`;
			await runs.publish('call-who-fills-in-a-form');
			while ((await fetch(url)).status === 404) await delay(50);
			const submit = async (...answers: string[]) => {
				const body = new FormData();
				for (const [index, answer] of answers.entries()) body.append(`field-${index}`, answer);
				expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
			};
			await submit('Ada Example', '(555) 555-0123', 'Yes');
			await submit('Ben Example', '+1 555 555 0124', 'No');
			await submit('Cleo Example', 'none of your business', 'Yes');
			const executions = await ended(runs.n8n, 'call-who-fills-in-a-form', 3);
			expect(executions.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
			expect(dialed()).toEqual(['+15555550123']);
			const [body] = runs.environment.sandbox.requests.filter(({ method }) => method === 'POST').map((one) => one.body);
			expect(body).toMatchObject({
				customer: { name: 'Ada Example' },
				assistantOverrides: {
					metadata: { consentGivenAt: expect.stringContaining('T'), consentSource: expect.stringContaining('form') },
				},
			});
		},
		RUN_TIMEOUT,
	);

	it(
		'calls each new row of a table once, and writes what came of it into the row',
		async () => {
			const { n8n } = runs;
			const run = async () => {
				await runs.reached(await runs.start('call-new-rows', 'Every five minutes'), 'success');
			};
			// Makes the table.
			await run();
			await addRows(n8n, 'Vapi leads', [
				{ name: 'Ada Example', phone: '+1 (555) 555-0123' },
				{ name: 'Ben Example', phone: '+1 555 555 0166' },
				{ name: 'Cleo Example', phone: 'call me' },
				{ name: 'Dan Example', phone: '+15555550124', status: 'calling' },
			]);
			// Two at the same time, as when one takes longer than five minutes.
			await Promise.all([run(), run()]);
			await run();
			expect(dialed().sort()).toEqual(['+15555550123', '+15555550166']);
			const callIdOf = (number: string) =>
				runs.environment.sandbox.dials.find((dial) => dial.number === number)?.callId;
			expect(await rowsOf(n8n, 'Vapi leads')).toMatchObject([
				{ status: 'called', outcome: 'answered', callId: callIdOf('+15555550123') },
				{ status: 'called', outcome: 'busy', callId: callIdOf('+15555550166') },
				{ status: 'not called', outcome: expect.stringContaining("'To'") },
				{ status: 'calling', outcome: null },
			]);
		},
		RUN_TIMEOUT,
	);

	it(
		'saves the recording of each call that has one',
		async () => {
			const { sandbox } = runs.environment;
			await runs.publish('save-recordings');
			const [answered] = [
				await place(sandbox, '+15555550123', { assistantId: ASSISTANTS.leadQualifier }),
				await place(sandbox, '+15555550166', { assistantId: ASSISTANTS.leadQualifier }),
			];
			const executions = await ended(runs.n8n, 'save-recordings', 2);
			expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
			const files = await readdir(runs.files);
			expect(files).toEqual([expect.stringContaining(answered)]);
			expect((await readFile(join(runs.files, String(files[0])))).length).toBeGreaterThan(0);
			await runs.unpublish('save-recordings');
		},
		RUN_TIMEOUT,
	);
});
