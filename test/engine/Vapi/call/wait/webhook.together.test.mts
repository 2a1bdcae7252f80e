import { CALLS } from '../../../../../sandbox/seed.mts';
import { builtModule } from '../../../harness/index.mts';
import { posts } from '../../../support.mts';
import { byWebhook, followed, outcomes, useSleepers } from './sleepers.mts';
import { ENDLESS, callAndWait, hurry, until } from './waits.mts';

const { sandbox, n8n, ids, resumeUrl, asleep } = useSleepers();

const manyTimes = (number: string, count: number) => Array.from({ length: count }, () => number);

/** Requests that read the calls that were waited for, one or many at once. */
const reads = () =>
	sandbox().requests.filter(
		({ method, path }) =>
			method === 'GET' && /^\/call(\/|$)/.test(path) && !path.includes(CALLS.busy),
	);

const goneOn = () => sandbox().requests.filter(({ path }) => path.includes(CALLS.busy));

const shuffled = <T,>(list: T[]) =>
	list
		.map((one) => ({ one, place: Math.random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ one }) => one);

/** Ends them at once, when somebody talks in each: what nobody picked up brings no data. */
async function endAll(list = ids()): Promise<void> {
	await until(() => list.every((id) => sandbox().state.calls.get(String(id))?.startedAt));
	await Promise.all(list.map(async (id) => await sandbox().end(String(id))));
}

const report = async (id: unknown) => {
	const answer = await fetch(resumeUrl(), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ message: { type: 'end-of-call-report', call: { id } } }),
	});
	return answer.status;
};

describe('Calls that end together, waited for by webhook', () => {
	// What comes after the end decides, not how busy this machine is.
	const patience = { quiet: 60_000, artifactsAfterReport: 60_000, artifacts: 60_000, reports: 1_000 };
	beforeEach(() => hurry(patience));

	it.each([2, 20, 200])('are read few times altogether: %i', async (count) => {
		const options = followed(callAndWait(sandbox(), manyTimes(ENDLESS, count), byWebhook()));
		const { executionId } = await asleep(options);
		await endAll(shuffled(ids()));
		const result = await n8n().finished(executionId);
		await sandbox().settled();

		expect(outcomes(result)).toEqual(ids().map((id, item) => [id, 'answered', { item }]));
		for (const call of result.json('Vapi')) {
			expect(call).toMatchObject({ status: 'ended', summary: expect.any(String) });
		}
		expect(sandbox().dials).toHaveLength(count);
		expect(reads().length).toBeLessThanOrEqual(count <= 2 ? 8 : count);
		expect(posts(sandbox()).length + reads().length).toBeLessThanOrEqual(2 * Math.max(count, 5));
		expect(goneOn()).toHaveLength(1);
	});

	it('are read once for each report where they end one after the other', async () => {
		const { executionId } = await asleep(
			callAndWait(sandbox(), manyTimes(ENDLESS, 20), byWebhook()),
		);
		const before = reads().length;
		for (const id of ids()) {
			await sandbox().end(String(id));
			await until(() => sandbox().deliveries.some(({ callId, done }) => callId === id && done));
		}
		const result = await n8n().finished(executionId);
		expect(result.json('Vapi').map(({ id }) => id)).toEqual(ids());
		// One for each report, and at the end all of them: four by their IDs, the rest from the list.
		expect(reads().length - before).toBeLessThanOrEqual(19 + 6);
	});

	it('come out complete when they have ended before the execution sleeps', async () => {
		const list = manyTimes('+15555550123', 40);
		const last = { number: '+15555550161' };
		sandbox().faults.add({ kind: 'delay', ms: 700, when: 'after', method: 'POST', match: last });
		const options = followed(callAndWait(sandbox(), [...list, last.number], byWebhook()));
		const result = await n8n().execute(options);
		expect(result.status).toBe('success');
		expect(result.json('Vapi').map(({ id }) => id)).toEqual(ids());
		expect(result.json('Vapi').filter(({ summary }) => !summary)).toEqual([]);
		expect(reads().length).toBeLessThanOrEqual(41);
		expect(goneOn()).toHaveLength(1);
	});

	it('are all given where reports come twice, and go on once', async () => {
		const options = followed(callAndWait(sandbox(), manyTimes(ENDLESS, 20), byWebhook()));
		const { executionId } = await asleep(options);
		await endAll();
		const answers = await Promise.all([...ids(), ...ids()].map(report));
		const result = await n8n().finished(executionId);
		expect(outcomes(result)).toHaveLength(20);
		for (const status of answers) expect([200, 409]).toContain(status);
		expect(reads().length).toBeLessThanOrEqual(20);
		expect(goneOn()).toHaveLength(1);
	});

	it('sleep on while forged reports say that all have ended, which share their looks', async () => {
		const { executionId } = await asleep(
			callAndWait(sandbox(), manyTimes(ENDLESS, 20), byWebhook()),
		);
		const before = reads().length;
		const forged = await Promise.all([...ids(), ...ids(), 'x', undefined].map(report));
		expect(forged).toEqual(forged.map(() => 200));
		expect(reads().length - before).toBeLessThan(forged.length);
		await endAll();
		const result = await n8n().finished(executionId);
		expect(outcomes(result)).toEqual(ids().map((id, item) => [id, 'answered', { item }]));
	});

	it.each([401, 503])('are read again where Vapi fails in the middle (%i)', async (status) => {
		const options = followed(callAndWait(sandbox(), manyTimes(ENDLESS, 20), byWebhook()));
		const { executionId } = await asleep(options);
		const times = status === 503 ? 9 : 3;
		sandbox().faults.add({ kind: 'status', status, method: 'GET', path: '^/call', times, skip: 2 });
		await endAll();
		const result = await n8n().finished(executionId);
		expect(outcomes(result)).toEqual(ids().map((id, item) => [id, 'answered', { item }]));
		await sandbox().settled();
		for (const { done, attempts } of sandbox().deliveries) {
			expect(done).toBe(true);
			expect([200, 409]).toContain(attempts.at(-1)?.status);
		}
		expect(goneOn()).toHaveLength(1);
	});

	it('are given beside one that was deleted', async () => {
		const options = callAndWait(sandbox(), manyTimes(ENDLESS, 12), byWebhook());
		const { executionId } = await asleep(options);
		const deleted = String(ids()[5]);
		sandbox().state.calls.delete(deleted);
		await endAll(ids().filter((id) => id !== deleted));
		const result = await n8n().finished(executionId);
		expect(result.json('Vapi').map(({ id, status }) => [id, status])).toEqual(
			ids().map((id) => [id, id === deleted ? 'not-found' : 'ended']),
		);
	});

	it('are waited for where Vapi does not know one of them for a moment', async () => {
		hurry({ ...patience, gone: 60_000 });
		const options = callAndWait(sandbox(), manyTimes(ENDLESS, 3), byWebhook());
		const { executionId } = await asleep(options);
		const hidden = sandbox().state.calls.get(String(ids()[1]));
		sandbox().state.calls.delete(String(ids()[1]));
		await endAll([String(ids()[0]), String(ids()[2])]);
		await until(() => reads().some(({ path, status }) => path.includes(String(ids()[1])) && status === 404));
		if (hidden) sandbox().state.calls.set(hidden.id, hidden);
		await sandbox().settled();
		await sandbox().end(String(ids()[1]));
		const result = await n8n().finished(executionId);
		expect(outcomes(result)).toEqual(ids().map((id, item) => [id, 'answered', { item }]));
	});

	it('are given where Vapi keeps their reports and its answers lag behind', async () => {
		const options = callAndWait(sandbox(), [ENDLESS], byWebhook());
		const { executionId } = await asleep(options);
		const [id] = ids();
		const stale = { ...sandbox().state.calls.get(String(id)) };
		sandbox().faults.add({ kind: 'status', status: 200, method: 'GET', path: '^/call/', body: stale, times: 1 });
		await sandbox().end(String(id));
		const result = await n8n().finished(executionId);
		expect(outcomes(result)).toEqual([[id, 'answered', { item: 0 }]]);
	});

	it('are given by another process that knows nothing of what this one heard', async () => {
		const { lookoutFor } = builtModule('nodes/Vapi/call/wait/lookouts.js') as {
			lookoutFor(executionId: string, calls: Array<{ id: string }>): unknown;
		};
		const { executionId } = await asleep(callAndWait(sandbox(), manyTimes(ENDLESS, 12), byWebhook()));
		const half = ids().slice(0, 6);
		await endAll(half);
		await until(() => half.every((id) => sandbox().deliveries.some(({ callId, done }) => callId === id && done)));
		// So many other executions push it out: what is known does not grow without end.
		for (let other = 0; other < 100; other++) lookoutFor(`other-${other}`, [{ id: 'x' }]);
		await endAll(ids().slice(6));
		const result = await n8n().finished(executionId);
		expect(outcomes(result)).toEqual(ids().map((id, item) => [id, 'answered', { item }]));
	});

	it('come again where the look that they share breaks off, and are given', async () => {
		const options = callAndWait(sandbox(), manyTimes(ENDLESS, 6), byWebhook());
		const { executionId } = await asleep(options);
		sandbox().faults.add({ kind: 'resetBeforeAccept', method: 'GET', path: '^/call', times: 8 });
		await endAll();
		const result = await n8n().finished(executionId);
		expect(outcomes(result)).toEqual(ids().map((id, item) => [id, 'answered', { item }]));
		await sandbox().settled();
		const statuses = sandbox().deliveries.flatMap(({ attempts }) => attempts.map(({ status }) => status));
		expect(statuses).toContain(503);
	});
});
