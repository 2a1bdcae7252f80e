import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	claimedCalls,
	itemEntries,
	recordedCalls,
	runRecord,
	settle,
	TOOL_RUN,
} from '../../../../../nodes/Vapi/call/placing/record.ts';

const context = (
	stored: { node: IDataObject; flow: IDataObject },
	mode = 'trigger',
	executionId = '1',
) =>
	({
		getContext: (type: 'node' | 'flow') => stored[type],
		getMode: () => mode,
		getExecutionId: () => executionId,
	}) as unknown as IExecuteFunctions;

const empty = (): { node: IDataObject; flow: IDataObject } => ({ node: {}, flow: {} });
const reloaded = (stored: ReturnType<typeof empty>) =>
	JSON.parse(JSON.stringify(stored)) as ReturnType<typeof empty>;

describe('the record', () => {
	it('is small: the ID and the time of a call, and survives being stored', () => {
		const stored = empty();
		const entries = itemEntries(runRecord(context(stored), '0'), '3');
		entries.someone = { at: 1, offset: 5 };
		settle(context(stored), entries.someone, 'call');
		const later = context(reloaded(stored), 'retry');
		expect(itemEntries(runRecord(later, '0'), '3')).toEqual({ someone: { at: 1, id: 'call' } });
		expect(claimedCalls(later)).toEqual({ call: true });
	});

	it('looks back in a retry only where the run that failed was never stored', () => {
		const stored = empty();
		runRecord(context(stored), '0');
		const retry = context(reloaded(stored), 'retry', '2');
		expect(runRecord(retry, '0').lookBackAt).toBeUndefined();
		expect(runRecord(retry, '1').lookBackAt).toBeUndefined();
		expect(runRecord(retry, '1').retriedSince?.at).toBeGreaterThan(0);
		const later = context(reloaded(stored), 'retry', '2');
		expect(runRecord(later, '1').lookBackAt).toBeGreaterThan(0);
		expect(runRecord(context(empty()), '0').lookBackAt).toBeUndefined();
	});

	it('looks back in every further run and retry once a record was lost', () => {
		const stored = empty();
		const since = runRecord(context(stored, 'retry', '2'), '0').lookBackAt;
		expect(runRecord(context(stored, 'retry', '2'), '1').lookBackAt).toBe(since);
		const again = context(reloaded(stored), 'retry', '3');
		expect(runRecord(again, '1').lookBackAt).toBe(since);
		expect(runRecord(again, '2').lookBackAt).toBe(since);
	});

	it('keeps the moment after which the execution was first retried', () => {
		const stored = empty();
		runRecord(context(stored), '0');
		const { touchedAt } = stored.node.dials as { touchedAt: number };
		const again = reloaded(stored);
		expect(runRecord(context(again, 'retry', '2'), '0').retriedSince?.at).toBe(touchedAt);
		(again.node.dials as { touchedAt: number }).touchedAt += 5;
		expect(runRecord(context(again, 'retry', '3'), '0').retriedSince?.at).toBe(touchedAt);
	});

	it('goes on looking back in the tries and the retries after it', () => {
		const stored = empty();
		const since = runRecord(context(stored, 'retry'), '0').lookBackAt;
		expect(since).toBeGreaterThan(0);
		expect(runRecord(context(stored, 'retry'), '0').lookBackAt).toBe(since);
		expect(runRecord(context(reloaded(stored), 'retry'), '0').lookBackAt).toBe(since);
	});

	it('looks back for a tool in every retry: its record may have been stored half way', () => {
		const stored = empty();
		runRecord(context(stored), TOOL_RUN);
		const retry = context(stored, 'retry', '2');
		expect(runRecord(retry, TOOL_RUN).lookBackAt).toBeGreaterThan(0);
	});

	it('lists the calls by item, open ones without an ID', () => {
		const run = {
			items: { 10: { a: { at: 1, id: 'ten' } }, 2: { b: { at: 1, id: 'two' }, c: { at: 1 } } },
		};
		expect(recordedCalls(run)).toEqual([
			{ item: 2, callId: 'two' },
			{ item: 2 },
			{ item: 10, callId: 'ten' },
		]);
	});
});
