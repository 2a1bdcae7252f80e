import type { IDataObject } from 'n8n-workflow';
import { eventOptions, isKnownEvent } from '../../../nodes/VapiTrigger/eventOptions.ts';
import { ANY_EVENT } from '../../../nodes/shared/vapi/events.ts';
import { report, toolCallShapes } from '../../unit/VapiTrigger/messages.mts';
import { useListener } from './listener.mts';
import { post } from './webhookRequests.mts';

const listener = useListener();

const offered = eventOptions.map(({ value }) => String(value)).filter(isKnownEvent)
	.filter((event) => event !== ANY_EVENT);
const call = { id: 'call-1', customer: { number: '+15555550123' } };

/** A message of each event, as it comes from Vapi, the older shapes included. */
const messages: Array<[string, string, IDataObject]> = [
	...offered
		.filter((event) => event !== 'tool-calls')
		.map((event): [string, string, IDataObject] => [event, event, { type: event, call }]),
	...Object.entries(toolCallShapes).map(([shape, fields]): [string, string, IDataObject] => [
		`tool-calls, ${shape}`,
		'tool-calls',
		{ type: 'tool-calls', call, ...fields },
	]),
	[
		'a final transcript under its plain name',
		'transcript[transcriptType="final"]',
		{ type: 'transcript', transcriptType: 'final', call },
	],
	[
		'a final transcript among all',
		'transcript',
		{ type: 'transcript[transcriptType="final"]', transcriptType: 'final', call },
	],
	['a report with all its fields', 'end-of-call-report', report],
];

async function startedBy(events: string[], message: IDataObject, body: IDataObject = { message }) {
	const { url, executions } = await listener.listen({
		nodes: [
			{ name: 'Trigger', type: 'n8n-nodes-vapi.vapiTrigger', parameters: { events, acceptFrom: 'anyone' }, credentials: false },
			{ name: 'Next', type: 'test.noOp' },
		],
	});
	const { status } = await post(url, JSON.stringify(body));
	return { status, items: executions.map((run) => run.json('Next')) };
}

describe('a trigger that chose its event is started by', () => {
	test.each(messages)('%s', async (_what, event, message) => {
		expect(await startedBy([event], message)).toEqual({
			status: 200,
			items: [[expect.objectContaining({ event: message.type })]],
		});
	});
});

describe('a message starts the workflow, too,', () => {
	test.each(messages)('without an envelope: %s', async (_what, event, message) => {
		expect((await startedBy([event], message, message)).items).toHaveLength(1);
	});

	test.each(messages)('with its type beside the envelope: %s', async (_what, event, message) => {
		const { type, ...fields } = message;
		const { items } = await startedBy([event], message, { type, message: fields });
		expect(items).toEqual([[expect.objectContaining({ event: type })]]);
	});
});

describe('a trigger that chose Any Event is started by', () => {
	test.each(messages)('%s', async (_what, _event, message) => {
		expect((await startedBy([ANY_EVENT], message)).items).toHaveLength(1);
	});

	test.each(['order.shipped', 'call.something.new', '__proto__', 'constructor', ANY_EVENT])(
		'an event that nobody knew when this was written: %s',
		async (type) => {
			expect(await startedBy([ANY_EVENT], { type, call })).toEqual({
				status: 200,
				items: [[expect.objectContaining({ event: type, callId: 'call-1' })]],
			});
			expect((await startedBy(offered, { type, call })).items).toEqual([]);
		},
	);
});

test('an event of a campaign says what has happened', async () => {
	const fields = { campaignId: 'c1', eventType: 'contact.completed', data: { position: 3 } };
	const { items } = await startedBy(['campaign.event'], { type: 'campaign.event', ...fields });
	expect(items).toEqual([[expect.objectContaining(fields)]]);
});
