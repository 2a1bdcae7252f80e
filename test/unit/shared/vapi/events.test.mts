import { readFileSync } from 'node:fs';

import { eventOptions } from '../../../../nodes/VapiTrigger/eventOptions.ts';
import { serverMessagesFor } from '../../../../nodes/VapiTrigger/registration/serverMessages.ts';
import { ANY_EVENT, API_REQUEST, isSelected } from '../../../../nodes/shared/vapi/events.ts';

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
const offered = eventOptions.map(({ value }) => String(value)).filter((event) => event !== ANY_EVENT && event !== API_REQUEST);
const FINAL = 'transcript[transcriptType="final"]';
/** Sent by Vapi, and neither described in the contract nor to be asked for. */
const UNDECLARED = ['campaign.event'];

describe('the events', () => {
	test('are all server messages of the contract but the one that no workflow can answer', () => {
		expect(sent.length).toBeGreaterThan(20);
		const all = [...sent, ...selectable, ...UNDECLARED, 'tool-calls'];
		expect(all).toContain('voice-request');
		expect(new Set(offered)).toEqual(new Set(all.filter((event) => event !== 'voice-request')));
	});

	test('ask an assistant for what it can be asked for, and nothing else', () => {
		const asked = [...new Set(offered.flatMap((event) => serverMessagesFor([event])))];
		expect(asked.sort()).toEqual([...selectable].sort());
	});

	test.each([[[ANY_EVENT]], [[ANY_EVENT, 'hang']], [['hang', ANY_EVENT, FINAL]], [[ANY_EVENT, 'campaign.event']]])(
		'ask for all there are with %j, each transcript once',
		(events) => {
			expect(serverMessagesFor(events)).toEqual(selectable.filter((event) => event !== FINAL).sort());
		},
	);

	test('ask for transcripts once', () => {
		expect(serverMessagesFor([FINAL, 'transcript'])).toEqual(['transcript']);
		expect(serverMessagesFor([FINAL])).toEqual([FINAL]);
	});

	test('stand together by what they are about, the one for all of them first', () => {
		const groups = eventOptions.map(({ name }) => name.split(':')[0] ?? '');
		expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual([
			'Any Event',
			'Call',
			'Campaign',
			'Chat',
			'Conversation',
			'Question',
			'Session',
		]);
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
		[{ type: 'new.event' }, [ANY_EVENT], true],
		[partial, [ANY_EVENT], true],
		[{ type: ANY_EVENT }, offered, false],
		[{ type: API_REQUEST }, [ANY_EVENT, API_REQUEST], false],
	])('%j among %j: %s', (message, events, expected) => {
		expect(isSelected(message, events)).toBe(expected);
	});
});
