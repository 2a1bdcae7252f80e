import { ASSISTANTS, PHONE_NUMBERS, SQUADS, TOOLS } from '../../../../../sandbox/seed.mts';
import type { RunOptions } from '../../../harness/index.mts';
import { bodies, byId } from '../../../support.mts';
import { byWebhook, outcomes, useSleepers } from './sleepers.mts';
import { ENDLESS, REFUSED, callAndWait, until } from './waits.mts';

const { sandbox, n8n, ids, asleep } = useSleepers();

describe('Create and Wait, by webhook', () => {
	it('sleeps until all calls have ended, then gives one item each, in order and paired', async () => {
		const { executionId } = await asleep(
			callAndWait(sandbox(), [ENDLESS, '+15555550166', ENDLESS], byWebhook()),
		);
		const [first, second, third] = ids();
		await sandbox().end(String(third));
		await sandbox().settled();
		await sandbox().end(String(first));
		const result = await n8n().finished(executionId);
		expect(result.status).toBe('success');
		expect(outcomes(result)).toEqual([
			[first, 'answered', { item: 0 }],
			[second, 'busy', { item: 1 }],
			[third, 'answered', { item: 2 }],
		]);
		expect(result.json('Vapi')[0]).toMatchObject({
			structuredOutputs: { Interest: expect.anything() },
			transcript: expect.any(String),
			recordingUrl: expect.any(String),
		});
		expect(sandbox().dials).toHaveLength(3);
	});

	it('is the only server of the call, which sends its report again until it is taken', async () => {
		await asleep(callAndWait(sandbox(), [ENDLESS], byWebhook()));
		expect(bodies(sandbox())[0]?.assistantOverrides).toMatchObject({
			server: {
				url: expect.stringMatching(`^${n8n().url}/webhook-waiting/`),
				backoffPlan: { type: 'exponential', maxRetries: 10, baseDelaySeconds: 2 },
			},
			serverMessages: ['end-of-call-report'],
		});
	});

	it('keeps the fields of the form, and goes to the overrides of a squad', async () => {
		const additionalFields = { metadataJson: '{"lead":7}' };
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
		expect(outcomes(await n8n().finished(executionId))).toHaveLength(2);
	});

	it('does not sleep at all where every call has ended by then', async () => {
		const options = callAndWait(sandbox(), ['+15555550166', '+15555550168'], byWebhook());
		const last = { number: '+15555550168' };
		sandbox().faults.add({ kind: 'delay', ms: 500, when: 'after', method: 'POST', match: last });
		const result = await n8n().execute(options);
		expect(result.status).toBe('success');
		expect(outcomes(result)).toEqual([
			[ids()[0], 'busy', { item: 0 }],
			[ids()[1], 'voicemail', { item: 1 }],
		]);
	});

	it('gives what is known at the deadline, with the ID of each call', async () => {
		const { executionId } = await asleep(callAndWait(sandbox(), [ENDLESS, ENDLESS], byWebhook()));
		const result = await n8n().expire(executionId);
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
		const later = byWebhook({ additionalFields: { scheduleEarliestAt: earliestAt } }, { maxWait: 7 });
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
			const result = await (how === 'wakes' ? n8n().finished(executionId) : n8n().expire(executionId));
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
		const result = await n8n().expire(executionId);
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
		const result = await n8n().finished(executionId);
		expect([0, 1].map((run) => result.json('Vapi', 0, run).map(({ id }) => id))).toEqual(
			ids().map((id) => [id]),
		);
	});

	it('lets an assistant be called whose tools have a server of their own', async () => {
		const tool = sandbox().state.tools.get(TOOLS.lookUpOrder);
		Object.assign(tool ?? {}, { server: { url: `${n8n().url}/elsewhere` } });
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
