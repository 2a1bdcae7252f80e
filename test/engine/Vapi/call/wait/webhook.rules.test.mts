import type { INodeParameters } from 'n8n-workflow';
import { byWebhook, useSleepers } from './sleepers.mts';
import { ENDLESS, callAndWait, until } from './waits.mts';

const { sandbox, n8n, ids, asleep } = useSleepers();
const OTHER = '+15555550123';

describe('Create and Wait, by webhook, with calls that the rules keep back', () => {
	it.each(['wakes', 'reaches the deadline'])('gives them in their places when it %s', async (how) => {
		const plain = callAndWait(sandbox(), [], byWebhook({}, { maximumCalls: 1 }));
		const items = [ENDLESS, OTHER].map((number, row) => ({ number, row }));
		const { executionId } = await asleep({ ...plain, items });
		const [placed] = ids();
		expect(ids()).toHaveLength(1);
		if (how === 'wakes') await sandbox().end(String(placed));
		const result = await (how === 'wakes' ? n8n().finished(executionId) : n8n().expire(executionId));
		expect(result.json('Vapi')).toMatchObject([
			{ id: placed },
			{ number: OTHER, row: 1, skipped: true, rule: 'maximumCalls' },
		]);
	});

	it.each<[string, INodeParameters]>([
		['a dry run', { dryRun: true }],
		['nobody may be called', { maximumCalls: 1, skipIfCalledRecently: { rule: { hours: 1, person: 'number', calls: 'all' } } }],
	])('sleeps for nobody in %s', async (_name, options) => {
		if (!options.dryRun) {
			const first = callAndWait(sandbox(), [OTHER], byWebhook({}, options));
			const { executionId } = await asleep(first);
			await sandbox().end(String(ids()[0]));
			await n8n().finished(executionId);
		}
		const before = ids().length;
		const result = await n8n().execute(callAndWait(sandbox(), [OTHER], byWebhook({}, options)));
		expect(result.status).toBe('success');
		expect(ids()).toHaveLength(before);
		expect(result.json('Vapi')).toMatchObject([
			options.dryRun ? { number: OTHER, dryRun: true } : { number: OTHER, skipped: true },
		]);
	});

	it.each([{}, { dialOnce: false }])('counts calls through sleep and waking (%j)', async (options) => {
		const numbers = [ENDLESS, ENDLESS, OTHER];
		const plain = callAndWait(sandbox(), numbers, byWebhook({}, { maximumCalls: 2, ...options }));
		const { executionId } = await asleep({
			...plain,
			nodes: [{ name: 'Loop', type: 'test.loop' }, ...plain.nodes],
			connections: {
				Trigger: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
				Loop: { main: [[], [{ node: 'Vapi', type: 'main', index: 0 }]] },
				Vapi: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
			},
		});
		await sandbox().end(String(ids()[0]));
		await until(() => ids().length === 2);
		await sandbox().end(String(ids()[1]));
		const result = await n8n().finished(executionId);
		expect(result.status).toBe('success');
		expect(ids()).toHaveLength(2);
		expect(result.json('Vapi')).toMatchObject([{ number: OTHER, skipped: true, maximumCalls: 2 }]);
	});
});
