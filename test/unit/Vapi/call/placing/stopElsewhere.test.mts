import type { IExecuteFunctions } from 'n8n-workflow';

import { dialTiming } from '../../../../../nodes/Vapi/call/placing/dialTiming.ts';
import type { DialSession } from '../../../../../nodes/Vapi/call/placing/session.ts';
import { stopIfStopped } from '../../../../../nodes/Vapi/call/placing/stopElsewhere.ts';
import { createContext } from '../../../shared/api/context.mts';

const stored = { stopped: { resultData: { error: { extra: { executionId: '1' } } } }, other: undefined };

/** Asks before a POST, on a database that needs so many milliseconds by a clock of the test. */
function asker(readTakes: number) {
	let now = 1_000;
	let answer: object | undefined = stored.other;
	let reads = 0;
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	const ctx = Object.assign(createContext({ parameters: [{}] }), {
		getExecutionId: () => '1',
		getExecutionDataById: async () => {
			reads += 1;
			now += readTakes;
			return answer;
		},
	}) as unknown as IExecuteFunctions;
	const session = { stay: { since: 0, listed: new Map(), askAt: 0, stopped: false } } as unknown as DialSession;
	return {
		ask: async () => await stopIfStopped(ctx, session, 0),
		pass: (ms: number) => (now += ms),
		stop: () => (answer = stored.stopped),
		reads: () => reads,
	};
}

afterEach(() => {
	jest.restoreAllMocks();
});

it.each([0, 10, 200, 3_000, 60_000])(
	'a second after Stop nobody is dialed, also where the database needs %i ms',
	async (readTakes) => {
		const { ask, pass, stop, reads } = asker(readTakes);
		await ask();
		stop();
		pass(dialTiming.askedForStop);
		await expect(ask()).rejects.toThrow(/canceled/);
		// From then on it is known.
		await expect(ask()).rejects.toThrow(/canceled/);
		expect(reads()).toBe(2);
	},
);

it('the database is asked once a second, not for each call', async () => {
	const { ask, pass, reads } = asker(5);
	for (let call = 0; call < 10; call++) {
		await ask();
		pass(99);
	}
	expect(reads()).toBe(1);
	pass(100);
	await ask();
	expect(reads()).toBe(2);
});
