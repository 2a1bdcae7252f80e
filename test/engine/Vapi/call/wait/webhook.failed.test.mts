import { retryExecution } from '../../../harness/index.mts';
import { byWebhook, useSleepers } from './sleepers.mts';
import { ENDLESS, REFUSED, callAndWait } from './waits.mts';

const { sandbox, n8n, ids, asleep } = useSleepers();

/** n8n tries again where the first item of the output failed, also while the execution sleeps. */
const RETRIED = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

describe('Create and Wait, by webhook, with items that failed', () => {
	const ways = ['wakes', 'reaches the deadline'].flatMap((how) =>
		(['continueRegularOutput', 'continueErrorOutput'] as const).map((onError) => ({ how, onError })),
	);

	it.each(ways)('keeps what came in of items that failed when it $how ($onError)', async (way) => {
		const plain = callAndWait(sandbox(), [], byWebhook(), { onError: way.onError, ...RETRIED });
		const numbers = ['abc', ENDLESS, REFUSED];
		const items = numbers.map((number, row) => ({ number, row, details: { outcome: 'old' } }));
		const { executionId } = await asleep({ ...plain, items });
		expect(sandbox().dials).toHaveLength(1);
		if (way.how === 'wakes') await sandbox().end(String(ids()[0]));
		const result = await (way.how === 'wakes'
			? n8n().finished(executionId)
			: n8n().expire(executionId));
		const all = [...result.json('Vapi', 0), ...result.json('Vapi', 1)];
		expect(all.filter(({ error }) => error !== undefined)).toEqual([
			{
				number: 'abc',
				row: 0,
				error: expect.stringContaining('abc'),
				details: { description: expect.any(String), outcome: 'notSent' },
			},
			{
				number: REFUSED,
				row: 2,
				error: expect.stringContaining('Cannot Be Called. [item 2]'),
				details: { httpCode: '400', outcome: 'refused' },
			},
		]);
		expect(result.json('Vapi', 1)).toHaveLength(way.onError === 'continueErrorOutput' ? 2 : 0);
	});

	it('names the call of an item that a retry cannot read, after it has slept', async () => {
		const numbers = [ENDLESS, REFUSED, ENDLESS];
		const original = callAndWait(sandbox(), numbers, byWebhook());
		const first = await n8n().execute(original);
		expect(first.status).toBe('error');
		const [placed] = ids();
		const to = '={{ $itemIndex === 0 ? "" : $json.number }}';
		const { nodes } = callAndWait(sandbox(), numbers, byWebhook({ to }), {
			onError: 'continueRegularOutput',
		});
		const second = await retryExecution({ saved: first.saved, original, current: { nodes } });
		expect(second.status).toBe('waiting');
		const [task] = second.saved.executionData?.nodeExecutionStack ?? [];
		expect(task?.data.main?.[0]?.[0]?.json).toMatchObject({
			number: ENDLESS,
			details: { outcome: 'placed', callIds: [placed] },
		});
	});
});
