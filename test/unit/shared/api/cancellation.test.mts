import { pause } from '../../../../nodes/shared/api/cancellation.ts';
import { createContext } from './context.mts';

describe('a pause', () => {
	beforeEach(() => {
		jest.useFakeTimers();
	});

	afterEach(() => {
		jest.useRealTimers();
	});

	it('ends when the execution is stopped, and leaves no timer behind', async () => {
		const stop = new AbortController();
		const paused = pause(createContext({ signal: stop.signal }), 60_000);
		expect(jest.getTimerCount()).toBe(1);
		stop.abort();
		await paused;
		expect(jest.getTimerCount()).toBe(0);
	});

	it('ends at the other signal as well', async () => {
		const stop = new AbortController();
		const paused = pause(createContext({}), 60_000, stop.signal);
		stop.abort();
		await paused;
		expect(jest.getTimerCount()).toBe(0);
	});

	it('ends when its time is up', async () => {
		const paused = pause(createContext({}), 60_000);
		await jest.advanceTimersByTimeAsync(60_000);
		await paused;
		expect(jest.getTimerCount()).toBe(0);
	});

	it('does not begin once the execution is stopped', async () => {
		await pause(createContext({ signal: AbortSignal.abort() }), 60_000);
		await pause(createContext({}), 60_000, AbortSignal.abort());
		expect(jest.getTimerCount()).toBe(0);
	});
});
