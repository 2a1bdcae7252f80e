import { startSandbox } from '../../sandbox/server.mts';
import { SANDBOX_SELECTION } from '../examples.mts';
import type { Choices } from '../examples.mts';
import { freePort } from '../n8n/ports.mts';
import { say } from '../terminal.mts';

/** The Vapi account that the editor works with: a real one, or the sandbox. */
export interface Account {
	/** Tells their user folders apart, so that a real key never lies beside sandbox data. */
	name: 'vapi' | 'sandbox';
	/** Data of the `vapiApi` credential. */
	credential: Record<string, unknown>;
	/** What is picked in the lists of the examples. */
	selected: NonNullable<Choices['selected']>;
	/** What the user should know about this account, a line each. */
	notes: string[];
	close(): Promise<void>;
}

const SANDBOX_PORT = 8787;

/** Pace of the sandbox's calls: a minute goes by in six seconds, so that they can be watched. */
const TIME_SCALE = 0.1;

/** The account behind VAPI_API_KEY. */
function realAccount(apiKey: string): Account {
	return {
		name: 'vapi',
		credential: { apiKey, region: 'us' },
		selected: {},
		notes: [
			'VAPI_API_KEY is set: calls are REAL, ring real phones and cost money.',
			'The key is stored, encrypted, below .cache/editor/vapi; delete that folder to remove it.',
			'Choose an assistant and a number in the node, and put your own leads into "Leads".',
		],
		close: async () => {},
	};
}

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

/** The real account when a key is given, else a sandbox, started here. */
export async function openAccount(apiKey: string | undefined): Promise<Account> {
	return apiKey ? realAccount(apiKey) : await sandboxAccount();
}
