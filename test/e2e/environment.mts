import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server.mts';
import { fillIn, readExamples, SANDBOX_SELECTION } from '../../scripts/examples.mts';
import { importCredentials, importWorkflows } from '../../scripts/n8n/cli.mts';
import { ensureN8n } from '../../scripts/n8n/install.mts';
import { createInstance } from '../../scripts/n8n/instance.mts';
import type { N8nInstance } from '../../scripts/n8n/instance.mts';
import { installPackage, packPackage } from '../../scripts/n8n/tarball.mts';
import type { CredentialJson } from '../../scripts/n8n/workflow.mts';
import { PINNED_N8N } from '../../scripts/n8n/versions.mts';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** A real n8n with the packed tarball, the credential and all examples; the sandbox beside it. */
export interface Environment {
	sandbox: Sandbox;
	n8n: N8nInstance;
	credential: CredentialJson;
	/** The path of the packed tarball. */
	tarball: string;
	/** Removes everything; servers that a test started are its own to stop. */
	close(): Promise<void>;
}

/** Longest time to prepare an n8n that is already installed, in milliseconds. */
export const SETUP_TIMEOUT = 180_000;

/** Longest time of a test that runs n8n once or twice, in milliseconds. */
export const RUN_TIMEOUT = 120_000;

/** Prepares an n8n; workflows get the name of the example's file as their ID. */
export async function prepare(version = PINNED_N8N): Promise<Environment> {
	const sandbox = await startSandbox();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-e2e-'));
	const n8n = await createInstance(await ensureN8n(version), folder);
	const tarball = (await packPackage()).path;
	await installPackage(tarball, folder);
	const credential = {
		id: 'vapiSandbox',
		name: 'Vapi account',
		type: 'vapiApi',
		data: {
			apiKey: sandbox.privateKey,
			publicKey: sandbox.publicKey,
			region: 'custom',
			baseUrl: sandbox.url,
		},
	};
	await importCredentials(n8n, [credential]);
	const choices = {
		credential: { id: credential.id, name: credential.name },
		selected: SANDBOX_SELECTION,
	};
	const examples = await readExamples();
	const workflows = examples.map(({ slug, workflow }) => ({
		...fillIn(workflow, choices),
		id: slug,
	}));
	await importWorkflows(n8n, workflows);
	return {
		sandbox,
		n8n,
		credential,
		tarball,
		async close() {
			await sandbox.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
