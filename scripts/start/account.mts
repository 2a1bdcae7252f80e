import { startSandbox } from '../../sandbox/server.mts';
import { FIRST_EXAMPLE, SANDBOX_SELECTION } from '../examples.mts';
import type { Choices } from '../examples.mts';
import { freePort } from '../n8n/ports.mts';
import { say } from '../terminal.mts';
import { realAccount } from './realAccount.mts';

/** The Vapi account that the editor works with: a real one, or the sandbox. */
export interface Account {
	/** Tells their user folders apart, so that a real key never lies beside sandbox data. */
	name: 'vapi' | 'sandbox';
	/** Data of the `vapiApi` credential. */
	credential: Record<string, unknown>;
	/** What is picked in the lists of the examples. */
	selected: NonNullable<Choices['selected']>;
	/** Name of the example that the start points to. */
	opens: string;
	/** What can be tried there, a line each. */
	invitation: string[];
	/** What the user should know about this account, a line each. */
	notes: string[];
	close(): Promise<void>;
}

const SANDBOX_PORT = 8787;

/** Pace of the sandbox's calls: a minute goes by in six seconds, so that they can be watched. */
const TIME_SCALE = 0.1;

/** Prints a line for each call that the sandbox takes. */
function announceDials(sandbox: Awaited<ReturnType<typeof startSandbox>>): NodeJS.Timeout {
	let seen = 0;
	return setInterval(() => {
		// A reset of the sandbox empties the list.
		seen = Math.min(seen, sandbox.dials.length);
		for (const dial of sandbox.dials.slice(seen)) {
			say(`  sandbox: calling ${dial.number ?? dial.sipUri ?? 'someone'} (call ${dial.callId})`);
		}
		seen = sandbox.dials.length;
	}, 500);
}

async function sandboxAccount(): Promise<Account> {
	const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT), timeScale: TIME_SCALE });
	const timer = announceDials(sandbox);
	return {
		name: 'sandbox',
		credential: {
			apiKey: sandbox.privateKey,
			publicKey: sandbox.publicKey,
			region: 'custom',
			baseUrl: sandbox.url,
		},
		selected: SANDBOX_SELECTION,
		opens: FIRST_EXAMPLE,
		invitation: [
			'"Execute workflow" at the bottom calls a list of leads and waits for what comes of it.',
			'Then open the other examples, or add a node and search for "vapi".',
		],
		notes: [
			`Vapi is a sandbox on this machine (${sandbox.url}): no phone rings, nothing is charged.`,
			`What it received: ${sandbox.url}/__sandbox/requests and ${sandbox.url}/__sandbox/dials`,
			'To use your own account: VAPI_API_KEY=... npm start',
		],
		close: async () => {
			clearInterval(timer);
			await sandbox.close();
		},
	};
}

/**
 * The real account when a key is given (`VAPI_API_KEY`; `VAPI_BASE_URL` where it is neither region's),
 * else a sandbox, started here.
 * @throws Error where the key is not accepted
 */
export async function openAccount({
	VAPI_API_KEY: key,
	VAPI_BASE_URL: baseUrl,
}: NodeJS.ProcessEnv): Promise<Account> {
	if (!key) return await sandboxAccount();
	say('VAPI_API_KEY is set: calls are REAL, ring real phones and cost money.');
	return await realAccount(key, baseUrl);
}
