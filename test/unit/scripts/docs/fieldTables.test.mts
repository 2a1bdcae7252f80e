import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventOptions } from '../../../../nodes/VapiTrigger/eventOptions.ts';
import * as eventRows from '../../../../nodes/VapiTrigger/output/eventFields.ts';
import { simplifiedFields } from '../../../../nodes/VapiTrigger/output/simplifiedFields.ts';
import { ANSWERED_EVENTS } from '../../../../nodes/shared/vapi/events.ts';
import { callFields } from '../../../../nodes/shared/vapi/output/callFields.ts';
import { fieldPage } from '../../../../scripts/docs/fieldTables.mts';
import { ROOT } from '../../../../scripts/paths.mts';

const page = fieldPage({
	...eventRows,
	callFields,
	simplifiedFields,
	answeredEvents: ANSWERED_EVENTS,
	events: eventOptions.map(({ value }) => String(value)),
});

it('docs/trigger-fields.md is that of the code: else npm run docs:fields', () => {
	expect(readFileSync(join(ROOT, 'docs/trigger-fields.md'), 'utf8')).toBe(page);
});

it('the page has every field of the form and every event', () => {
	const named = [...callFields, ...eventRows.eventFieldChoices].map(({ field }) => field);
	expect(named.filter((field) => !page.includes(`| \`${field}\` |`))).toEqual([]);
	const events = eventOptions.map(({ value }) => String(value)).filter((value) => value !== '*');
	expect(events.filter((event) => !page.includes(`\`${event}\``))).toEqual([]);
});
