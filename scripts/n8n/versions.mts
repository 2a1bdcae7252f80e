/** One release of n8n that we install, with what its install needs beyond the plain recipe. */
export interface N8nRelease {
	version: string;
	/** npm `overrides` of the wrapping manifest: package to replacement. */
	overrides?: Record<string, string>;
	/** Settings that only this release knows. */
	env?: Record<string, string>;
}

/** The release behind `npm start` and the end-to-end tests. */
export const PINNED_N8N = '2.41.1';

/** The last 1.x release; the command-line suite and the editor's requests pass on it, too. */
export const LEGACY_N8N = '1.123.81';

/** The first 2.x release; not in every run, since its install takes as long as the tests. */
export const FIRST_2_N8N = '2.0.0';

/** The releases that the end-to-end tests run on, the main one first; `N8N_VERSIONS` names others. */
export const TESTED_N8N = process.env.N8N_VERSIONS?.split(',') ?? [PINNED_N8N, LEGACY_N8N];

/** The older ones take their spreadsheet library from a vendor's own host; this is the same code. */
const fromRegistry = { xlsx: 'npm:@e965/xlsx@0.20.3' };

const releases: N8nRelease[] = [
	{
		version: PINNED_N8N,
		// At every start it asks n8n's servers for a list of MCP servers.
		env: { N8N_DISABLED_MODULES: 'mcp-registry' },
	},
	{ version: LEGACY_N8N, overrides: fromRegistry },
	{ version: FIRST_2_N8N, overrides: fromRegistry },
];

/**
 * The release for a version.
 * @throws Error for a version that has no recipe here.
 */
export function releaseOf(version: string): N8nRelease {
	const release = releases.find((entry) => entry.version === version);
	if (!release) {
		const known = releases.map((entry) => entry.version).join(', ');
		throw new Error(`n8n ${version} is not one of the pinned releases (${known})`);
	}
	return release;
}
