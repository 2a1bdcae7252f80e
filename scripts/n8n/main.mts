import { say } from '../terminal.mts';
import { ensureN8n } from './install.mts';
import { TESTED_N8N } from './versions.mts';

/** Installs n8n for the end-to-end tests: `node scripts/n8n/main.mts [version...]`. */
const versions = process.argv.slice(2);
for (const version of versions.length > 0 ? versions : TESTED_N8N) {
	const install = await ensureN8n(version, say);
	say(`n8n ${install.version} is ready`);
}
