import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Loaded before n8n-core: n8n-core writes its settings file below `N8N_USER_FOLDER` and reads its
 * configuration from the environment when it is loaded.
 */
export const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-engine-'));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
process.env.NODE_ENV ??= 'test';

process.once('exit', () => {
	rmSync(userFolder, { recursive: true, force: true });
});
