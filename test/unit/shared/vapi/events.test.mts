import { readFileSync } from 'node:fs';

import { eventOptions } from '../../../../nodes/VapiTrigger/eventOptions.ts';
import { isSelected, serverMessagesFor } from '../../../../nodes/shared/vapi/events.ts';

interface Schema {
	enum?: string[];
	items?: Schema;
	properties?: Record<string, Schema>;
}

const contract = JSON.parse(readFileSync('spec/contract.json', 'utf8')) as {
	components: { schemas: Record<string, Schema> };
};
const { schemas } = contract.components;
const selectable = schemas.CreateAssistantDTO?.properties?.serverMessages?.items?.enum ?? [];
const sent = Object.entries(schemas)
	.filter(([name]) => /^ServerMessage(?!Response)/.test(name))
	.flatMap(([, schema]) => schema.properties?.type?.enum ?? []);
const offered = eventOptions.map(({ value }) => String(value));

describe('the events', () => {
	test('are all server messages of the contract but the one that no workflow can answer', () => {
		expect(sent.length).toBeGreaterThan(20);
		const all = [...sent, ...selectable, 'tool-calls'];
		expect(all).toContain('voice-request');
		expect(new Set(offered)).toEqual(new Set(all.filter((event) => event !== 'voice-request')));
	});

	test('ask an assistant for what it can be asked for, and nothing else', () => {
		expect(new Set(serverMessagesFor(offered))).toEqual(new Set(selectable));
	});

	const partial = { type: 'transcript', transcriptType: 'partial' };
	const final = { type: 'transcript', transcriptType: 'final' };
	const finalOnly = { type: 'transcript[transcriptType="final"]', transcriptType: 'final' };
	test.each([
		[partial, ['transcript'], true],
		[partial, ['transcript[transcriptType="final"]'], false],
		[final, ['transcript'], true],
		[final, ['transcript[transcriptType="final"]'], true],
		[finalOnly, ['transcript'], true],
		[finalOnly, ['transcript[transcriptType="final"]'], true],
		[finalOnly, ['hang'], false],
		[{ type: 'new.event' }, offered, false],
	])('%j among %j: %s', (message, events, expected) => {
		expect(isSelected(message, events)).toBe(expected);
	});
});
