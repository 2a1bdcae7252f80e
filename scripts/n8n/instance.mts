import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8nInstall } from './install.mts';
import { releaseOf } from './versions.mts';

/** An n8n of our own: an installed release and the folder that holds its data. */
export interface N8nInstance {
	install: N8nInstall;
	userFolder: string;
	/** The environment of every process of this instance. */
	env: NodeJS.ProcessEnv;
}

/** Any value does: what it protects are keys of a sandbox, or lies beside it in the same folder. */
const ENCRYPTION_KEY = 'local-n8n-of-n8n-nodes-vapi';

/** Settings that keep an n8n local and quiet: no call to n8n's servers, loopback only. */
const quiet = {
	N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	// No list of n8n's verified packages, no banners, no licence from its servers.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	// Browsers take no secure cookie over http.
	N8N_SECURE_COOKIE: 'false',
	// `execute` prints its result through the log, at this level.
	N8N_LOG_LEVEL: 'info',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
	NO_COLOR: '1',
};

/** Variables of the surrounding npm, jest or n8n that must not reach an n8n of ours. */
const foreign = /^(npm_|N8N_|DB_|JEST_|NODE_ENV$|NODE_OPTIONS$|VAPI_)/i;

/**
 * Describes an n8n instance and creates its user folder.
 * @param env settings that win over the defaults (queue mode, a CA file, a port).
 */
export async function createInstance(
	install: N8nInstall,
	userFolder: string,
	env: NodeJS.ProcessEnv = {},
): Promise<N8nInstance> {
	await mkdir(join(userFolder, '.n8n'), { recursive: true });
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		install,
		userFolder,
		env: {
			...Object.fromEntries(inherited),
			...quiet,
			...releaseOf(install.version).env,
			N8N_USER_FOLDER: userFolder,
			...env,
		},
	};
}

/** Writes a value as JSON into the instance's folder and gives the path, for `--input`. */
export async function writeInput(
	instance: N8nInstance,
	name: string,
	value: unknown,
): Promise<string> {
	const path = join(instance.userFolder, name);
	await writeFile(path, JSON.stringify(value));
	return path;
}
