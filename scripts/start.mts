import { join } from 'node:path';
import { build } from './build.mts';
import { ensureN8n } from './n8n/install.mts';
import { createInstance } from './n8n/instance.mts';
import { freePort } from './n8n/ports.mts';
import { OWNER, signIn } from './n8n/rest.mts';
import type { RestClient, RestError } from './n8n/rest.mts';
import { startServer } from './n8n/server.mts';
import type { N8nServer } from './n8n/server.mts';
import { installPackage, packPackage } from './n8n/tarball.mts';
import { PINNED_N8N } from './n8n/versions.mts';
import { CACHE } from './paths.mts';
import { openAccount } from './start/account.mts';
import type { Account } from './start/account.mts';
import { importExamples, saveCredential } from './start/editor.mts';
import { noteRunning } from './start/running.mts';
import { portIn, settingsIn } from './start/settings.mts';
import { elapsed, say } from './terminal.mts';

/** What the local editors store, by account. */
const EDITORS = join(CACHE, 'editor');

/** n8n's usual port. */
const PREFERRED_PORT = 5678;

/** What runs and has to be stopped, last started first. */
const cleanups: Array<() => Promise<void>> = [];

/** Stops everything and ends this process; a second call ends it at once. */
let stopping = false;
async function stop(code: number): Promise<void> {
	// Whatever still runs is killed when this process exits (processes.mts).
	if (stopping) process.exit(code);
	stopping = true;
	for (const cleanup of cleanups.reverse()) await cleanup();
	process.exit(code);
}

/** n8n's settings of this start. */
interface Settings {
	env: NodeJS.ProcessEnv;
	port: number;
}

async function startEditor(account: Account, settings: Settings): Promise<N8nServer> {
	say('Building and packing the node');
	await build();
	const tarball = await packPackage();
	const install = await ensureN8n(PINNED_N8N, say);
	const instance = await createInstance(install, join(EDITORS, account.name), settings.env);
	await installPackage(tarball.path, instance.userFolder);
	const port = await freePort(settings.port);
	if (port !== settings.port) say(`Port ${settings.port} is taken; n8n uses ${port}`);
	say(`Starting n8n ${install.version}`);
	return await startServer(instance, { port });
}

async function logIn(server: N8nServer): Promise<RestClient> {
	try {
		return await signIn(server.url);
	} catch (error) {
		if ((error as RestError).status !== 401) throw error;
		throw new Error('The login of the local n8n was changed. Delete .cache/editor to start anew.');
	}
}

async function main(): Promise<void> {
	const settings = { env: settingsIn(process.env), port: portIn(process.env) ?? PREFERRED_PORT };
	const account = await openAccount(process.env);
	cleanups.push(account.close);
	const note = await noteRunning(join(EDITORS, `${account.name}.json`));
	cleanups.push(note.remove);
	const server = await startEditor(account, settings);
	cleanups.push(server.stop);
	const n8n = await logIn(server);
	const credential = await saveCredential(n8n, account.credential);
	const ids = await importExamples(n8n, { credential, selected: account.selected });
	await note.ready(server.url);
	say(`
Ready after ${elapsed()}.

  Open      ${server.url}/workflow/${ids.get(account.opens)}
  Log in    ${OWNER.email}  /  ${OWNER.password}
  Try       ${account.invitation.join('\n            ')}
  Examples  ${server.url}
  Stop      Ctrl-C

${account.notes.join('\n')}
`);
	await server.ended;
	if (!stopping) throw new Error(`n8n has ended:\n${server.output().slice(-2000)}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		say('Stopping');
		void stop(0);
	});
}

// When npm is ended by a signal, its shell goes too, without a word to us.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) void stop(0);
}, 1_000).unref();

try {
	await main();
} catch (error) {
	// A child that was ended by Ctrl-C is no news.
	if (!stopping) {
		say(`\n${(error as Error).message}`);
		await stop(1);
	}
}
