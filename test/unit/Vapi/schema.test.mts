import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simplifyCall } from '../../../nodes/shared/vapi/output/callOutput.ts';
import { endedCall } from '../../../sandbox/data/endedCall.mts';
import { CALLS } from '../../../sandbox/seed.mts';
import { ROOT } from '../../../scripts/paths.mts';

/** Where n8n's editor finds what a node gives out before it has run. */
const FOLDER = join(ROOT, 'nodes', 'Vapi', '__schema__', 'v1.0.0', 'call');

function fieldsOf(operation: string): Record<string, { type: string }> {
	const text = readFileSync(join(FOLDER, `${operation}.json`), 'utf8');
	return (JSON.parse(text) as { properties: Record<string, { type: string }> }).properties;
}

const typesOf = (call: object) =>
	Object.fromEntries(Object.entries(call).map(([name, value]) => [name, { type: typeof value }]));

describe('the output that the editor shows before a node has run', () => {
	const ended = endedCall(
		CALLS.answered,
		'+15555550123',
		'2026-01-16T10:02:00.000Z',
		'customer-ended-call',
	);

	it.each(['get', 'getAll', 'update', 'createAndWait'])('is that of an answered call for %s', (operation) => {
		const artifact = { ...(ended.artifact as object), recordingUrl: 'https://x.example/mono.wav' };
		const call = { ...ended, artifact, assistantOverrides: { metadata: { lead: 7 } } };
		expect(fieldsOf(operation)).toEqual(typesOf(simplifyCall(call as never)));
	});

	it('is that of a call just placed for create', () => {
		const customer = { number: '+15555550123' };
		const placed = simplifyCall({ id: CALLS.answered, status: 'queued', customer, cost: 0 });
		expect(fieldsOf('create')).toEqual(typesOf(placed));
	});
});
