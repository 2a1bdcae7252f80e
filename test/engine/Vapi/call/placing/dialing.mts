import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../../../../../sandbox/server.mts';
import type { Sandbox, SandboxOptions } from '../../../../../sandbox/server.mts';
import { sandboxCredentials, setClockAhead } from '../../../harness/index.mts';
import type { RunOptions } from '../../../harness/index.mts';
import { hurry } from './timing.mts';

/** What tests of dialing once have at hand. */
export interface Dialing {
	sandbox(): Sandbox;
	/** Starts a sandbox in place of the one before. */
	open(options?: SandboxOptions): Promise<void>;
	/** Adds a fault to the POSTs for a number, a status unless the rule says otherwise. */
	fail(number: string | undefined, rule: object): void;
	/** Sets n8n's clock so many milliseconds ahead, until the next test. */
	clockAhead(ms: number): void;
	/** How many POSTs there were. */
	posts(): number;
	/** The credential for the sandbox. */
	credentials(): RunOptions['credentials'];
}

/** Sets n8n's clock so many milliseconds ahead of the sandbox's, which is loaded beside it. */
export function setClock(sandbox: Sandbox, ms: number): void {
	setClockAhead(ms);
	sandbox.clock.offset = -ms;
}

/** A sandbox for a test file, reset before each test, and a node whose waits are short. */
export function useDialing(): Dialing {
	let sandbox: Sandbox;
	const open = async (options: SandboxOptions = {}) => {
		await sandbox?.close();
		sandbox = await startSandbox(options);
	};

	const clockAhead = (ms: number) => setClock(sandbox, ms);

	beforeAll(() => open());
	beforeEach(() => {
		sandbox.reset();
		hurry();
	});
	afterEach(() => clockAhead(0));
	afterAll(() => sandbox.close());

	return {
		sandbox: () => sandbox,
		open,
		fail: (number, rule) => {
			sandbox.faults.add({
				kind: 'status',
				method: 'POST',
				path: '^/call$',
				match: { number: number ?? '' },
				...rule,
			});
		},
		clockAhead,
		posts: () => sandbox.requests.filter(({ method }) => method === 'POST').length,
		credentials: () => sandboxCredentials(sandbox),
	};
}

/** A fault of one POST after which nobody knows whether the call was placed. */
export const unknown = { status: 500, times: 1 };

/** The Date header counts in seconds, so a search begins up to a second early. */
export const secondPasses = () => delay(1_100);
