import type { INodeParameters } from 'n8n-workflow';
import { killed, retryExecution, runWorkflow, startWorkflow, stopped } from '../../harness/index.mts';
import type { NodeSpec, RunOptions } from '../../harness/index.mts';
import { timesDialed } from '../call/placing/account.mts';
import { useDialing } from '../call/placing/dialing.mts';
import { NODE, until } from '../call/placing/stage.mts';
import { LAG, hurry, watchful } from '../call/placing/timing.mts';
import { callNumbers, freshNumbers } from '../call/placing/workflows.mts';
import { campaignsOf, createCampaign } from './campaigns.mts';

const { sandbox, posts, credentials, clockAhead } = useDialing();

const withOptions = (options: INodeParameters): Partial<NodeSpec> => ({
	parameters: createCampaign(options),
});
const workflow = (numbers: string[], node: Partial<NodeSpec> = {}): RunOptions =>
	callNumbers(numbers, credentials(), node, {}, createCampaign);

const dialed = (numbers: string[]) => timesDialed(numbers, sandbox().dials);
const faulty = (rule: object) =>
	sandbox().faults.add({
		...{ kind: 'status', status: 502, method: 'POST', path: '^/v2/campaign$', times: 1 },
		...rule,
	});
const lost = { kind: 'statusAfterAccept' } as const;
/** What n8n has of an execution whose process was killed while the node worked. */
const remains = (first: { savedAtStart: Parameters<typeof killed>[0] }) =>
	killed(first.savedAtStart, { finished: ['Trigger'], begun: [NODE] });

it('without Dial Once a retry starts another campaign, so that the matrix can fail', async () => {
	const numbers = freshNumbers(2);
	faulty(lost);
	const node = { ...withOptions({ dialOnce: false }), retryOnFail: true, maxTries: 2 };
	const result = await runWorkflow(workflow(numbers, node));
	expect(result.status).toBe('success');
	expect(dialed(numbers)).toEqual([2, 2]);
});

it('without a look back a retry without a record starts another campaign', async () => {
	const numbers = freshNumbers(2);
	const original = workflow(numbers, withOptions({ lookBackHours: 0 }));
	const first = await runWorkflow(original);
	await retryExecution({ saved: remains(first), original });
	expect(dialed(numbers)).toEqual([2, 2]);
});

it('a retry without a record finds the campaign and says so', async () => {
	const numbers = freshNumbers(3);
	const original = workflow(numbers);
	const first = await runWorkflow(original);
	const second = await retryExecution({ saved: remains(first), original });
	expect(second.json(NODE)).toMatchObject(
		first.json(NODE).map(({ campaignId, id }) => ({ campaignId, id, foundExisting: true })),
	);
	expect(dialed(numbers)).toEqual([1, 1, 1]);
});

it('a retry finds it where another agent, line and name are chosen by then, and the clocks are wrong', async () => {
	const numbers = freshNumbers(2);
	hurry({ unknownClockMargin: 900_000 });
	const original = workflow(numbers);
	const first = await runWorkflow(original);
	clockAhead(-600_000);
	const parameters = createCampaign({}, '={{ $json.number }}', { campaignName: 'Another' });
	const current = { ...original, nodes: [{ name: NODE, parameters }] };
	const second = await retryExecution({ saved: remains(first), original, current });
	expect(second.json(NODE)).toMatchObject([{ campaignName: 'Reminders' }, { foundExisting: true }]);
	expect(dialed(numbers)).toEqual([1, 1]);
});

it('Stop while the request is on its way: the retry finds what became of it', async () => {
	const numbers = freshNumbers(3);
	faulty({ kind: 'delay', ms: 30, when: 'after' });
	const original = workflow(numbers);
	const running = await startWorkflow(original);
	await until(() => posts() > 0, running.result);
	running.cancel();
	await running.result;
	const second = await retryExecution({ saved: stopped(running), original });
	expect(second.status).toBe('success');
	expect(dialed(numbers)).toEqual([1, 1, 1]);
	expect(campaignsOf(sandbox(), numbers)).toHaveLength(1);
});

it('a list that shows the campaign late is watched before another one is started', async () => {
	const numbers = freshNumbers(2);
	hurry(watchful);
	sandbox().options.listingDelay = LAG;
	faulty(lost);
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const result = await runWorkflow(workflow(numbers, node));
	sandbox().options.listingDelay = 0;
	expect(result.status).toBe('success');
	expect(dialed(numbers)).toEqual([1, 1]);
});

it('nothing is started where the campaigns cannot be looked for', async () => {
	const numbers = freshNumbers(2);
	const original = workflow(numbers);
	const first = await runWorkflow(original);
	sandbox().faults.add({ kind: 'status', status: 403, method: 'GET', path: '^/v2/campaign$' });
	const second = await retryExecution({ saved: remains(first), original });
	expect(second.error?.message).toContain('was not started, because it is not known');
	expect(dialed(numbers)).toEqual([1, 1]);
});

it('nobody is called by a second campaign: who is not in the first one fails', async () => {
	const numbers = freshNumbers(3);
	const original = workflow(numbers.slice(0, 2));
	const first = await runWorkflow(original);
	const to = `={{ $itemIndex === 1 ? "${numbers[2]}" : $json.number }}`;
	const current = {
		...original,
		nodes: [{ name: NODE, parameters: createCampaign({}, to), onError: 'continueRegularOutput' as const }],
	};
	const second = await retryExecution({ saved: remains(first), original, current });
	const [found, missing] = second.json(NODE);
	expect(found).toMatchObject({ foundExisting: true, number: numbers[0] });
	expect(missing?.error).toContain('is not in the campaign that this execution began');
	expect(missing).toMatchObject({ details: { outcome: 'notSent' } });
	expect(dialed(numbers)).toEqual([1, 1, 0]);
});

it('a campaign whose time is over by the retry comes out, and is not started late', async () => {
	const numbers = freshNumbers(1);
	const at = new Date(Date.now() + 30_000).toISOString();
	const more = { additionalFields: { scheduleEarliestAt: at } };
	const parameters = createCampaign({}, '={{ $json.number }}', more);
	const original = workflow(numbers, { parameters });
	const first = await runWorkflow(original);
	expect(first.error?.message).toBeUndefined();
	clockAhead(60_000);
	const second = await retryExecution({ saved: remains(first), original });
	expect(second.json(NODE)).toMatchObject([{ campaignId: first.json(NODE)[0]?.campaignId }]);
	expect(campaignsOf(sandbox(), numbers)).toHaveLength(1);
	expect(posts()).toBe(1);
});
