import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../paths.mts';
import { type FieldSources, fieldPage } from './fieldTables.mts';

/** The page, by the built code. */
const load = createRequire(join(ROOT, 'package.json'));
const built = (file: string) => load(join(ROOT, 'dist/nodes', file)) as object;
const { eventOptions } = built('VapiTrigger/eventOptions.js') as {
	eventOptions: Array<{ value: string }>;
};
const { ANSWERED_EVENTS } = built('shared/vapi/events.js') as { ANSWERED_EVENTS: string[] };
const sources = {
	...built('shared/vapi/output/callFields.js'),
	...built('VapiTrigger/output/eventFields.js'),
	...built('VapiTrigger/output/simplifiedFields.js'),
	answeredEvents: ANSWERED_EVENTS,
	events: eventOptions.map(({ value }) => value),
} as unknown as FieldSources;

writeFileSync(join(ROOT, 'docs/trigger-fields.md'), fieldPage(sources));
