import { join, resolve } from 'node:path';

/** The folder of package.json. npm scripts and jest both run there. */
export const ROOT = resolve(process.cwd());

/** What is installed or written at run time and may be deleted at any time; git ignores it. */
export const CACHE = join(ROOT, '.cache');

/** Name in package.json; node types are `<name>.<node>`. */
export const PACKAGE_NAME = 'n8n-nodes-vapi';
