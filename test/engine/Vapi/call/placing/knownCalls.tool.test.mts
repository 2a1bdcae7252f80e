import type { IDataObject } from 'n8n-workflow';
import { runAsTool } from '../../../harness/index.mts';
import { useDialing } from './dialing.mts';
import { createCall, freshNumbers } from './workflows.mts';

const { sandbox, credentials } = useDialing();

/** A time that is good. */
const LATER = '2099-01-01T09:00:00Z';

describe.each(['legacy', 'engine'] as const)('a tool of an AI agent (%s)', (path) => {
	const parameters = {
		...createCall({}, "={{ $fromAI('To') }}"),
		additionalFields: { scheduleEarliestAt: "={{ $fromAI('Earliest') }}" },
	};
	const ask = async (calls: IDataObject[]) => {
		const result = await runAsTool({
			credentials: credentials(),
			tool: { parameters },
			calls: calls.map((input) => ({ input })),
			path,
		});
		return result.json('Agent').map(({ answer, thrown }) => {
			expect(thrown).toBeUndefined();
			const items = typeof answer === 'string' ? (JSON.parse(answer) as unknown) : answer;
			return (items as IDataObject[])[0] ?? {};
		});
	};

	it('reads what is wrong and what to do about it', async () => {
		const [number = ''] = freshNumbers(1);
		const [answer] = await ask([{ To: number, Earliest: 'tomorrow 9am' }]);
		expect(answer?.error).toBe("'Schedule Earliest At' is \"tomorrow 9am\", which is not a date");
		expect(answer?.details).toEqual({
			description: expect.stringContaining('ISO 8601'),
			outcome: 'notSent',
		});
		expect(sandbox().dials).toEqual([]);
	});

	it('reads that the person was called before, whatever else is wrong', async () => {
		const [number = '', other = ''] = freshNumbers(2);
		const answers = await ask([
			{ To: number, Earliest: LATER },
			{ To: number, Earliest: 'tomorrow 9am' },
			{ To: other, Earliest: 'tomorrow 9am' },
		]);
		const id = sandbox().dials[0]?.callId;
		expect(answers).toMatchObject([
			{ id },
			{ details: { outcome: 'placed', callIds: [id] } },
			{ details: { outcome: 'notSent' } },
		]);
		expect(answers[2]?.details).not.toHaveProperty('callIds');
		expect(sandbox().dials).toHaveLength(1);
	});
});
