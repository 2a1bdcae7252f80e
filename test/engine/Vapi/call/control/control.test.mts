import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runVapi } from '../../../support.mts';
import { onCall, talking } from '../calls.mts';
import { to, useSteering } from './steering.mts';

const { sandbox, control, callOf } = useSteering();

describe('live control', () => {
	it.each<[string, INodeParameters, IDataObject, IDataObject]>([
		['endCall', {}, { type: 'end-call' }, { status: 'ended', endedReason: 'manually-canceled' }],
		['say', { content: 'One moment' }, { type: 'say', content: 'One moment' }, {}],
		[
			'say',
			{
				content: 'Goodbye',
				additionalFields: {
					endCallAfterSpoken: true,
					interruptAssistantEnabled: true,
					interruptionsEnabled: false,
				},
			},
			{
				type: 'say',
				content: 'Goodbye',
				endCallAfterSpoken: true,
				interruptAssistantEnabled: true,
				interruptionsEnabled: false,
			},
			{ endedReason: 'assistant-ended-call-after-message-spoken' },
		],
		[
			'addMessage',
			{ content: 'The order was shipped' },
			{
				type: 'add-message',
				message: { role: 'system', content: 'The order was shipped' },
				triggerResponseEnabled: true,
			},
			{ artifact: { messages: [{ role: 'system', message: 'The order was shipped' }] } },
		],
		[
			'addMessage',
			{ role: 'user', content: 'Are you there?', triggerResponseEnabled: false },
			{
				type: 'add-message',
				message: { role: 'user', content: 'Are you there?' },
				triggerResponseEnabled: false,
			},
			{},
		],
		...[
			'mute-assistant',
			'unmute-assistant',
			'mute-customer',
			'unmute-customer',
			'say-first-message',
		].map((verb): [string, INodeParameters, IDataObject, IDataObject] => [
			'control',
			{ control: verb },
			{ type: 'control', control: verb },
			{},
		]),
		[
			'transfer',
			{
				...to('0151 5555012', { content: 'I am putting you through' }),
				countryCode: '+49',
			},
			{
				type: 'transfer',
				content: 'I am putting you through',
				destination: { type: 'number', number: '+491515555012' },
			},
			{ endedReason: 'assistant-forwarded-call' },
		],
		[
			'transfer',
			to('+1 (555) 555-0124 ext. 12', { callerId: '{{customer.number}}' }),
			{
				type: 'transfer',
				destination: {
					type: 'number',
					number: '+15555550124',
					extension: '12',
					callerId: '{{customer.number}}',
				},
			},
			{ destination: { number: '+15555550124' } },
		],
		[
			'transfer',
			{
				...to('(555) 555-0124 (mobile)', { callerId: '555.555.0100' }),
				countryCode: '={{ 1 }}',
			},
			{
				type: 'transfer',
				destination: { type: 'number', number: '+15555550124', callerId: '+15555550100' },
			},
			{ destination: { number: '+15555550124' } },
		],
		[
			'transfer',
			to('sip:ann@example.com', {
				numberE164CheckEnabled: true,
				destination: '{ "sipHeaders": { "X-Order": "7" } }',
			}),
			{
				type: 'transfer',
				destination: {
					type: 'sip',
					sipUri: 'sip:ann@example.com',
					sipHeaders: { 'X-Order': '7' },
				},
			},
			{ endedReason: 'assistant-forwarded-call' },
		],
		[
			'transfer',
			to('4711', {
				numberE164CheckEnabled: false,
				destination: '{ "transferPlan": { "mode": "blind-transfer" } }',
			}),
			{
				type: 'transfer',
				destination: {
					type: 'number',
					number: '4711',
					numberE164CheckEnabled: false,
					transferPlan: { mode: 'blind-transfer' },
				},
			},
			{},
		],
	])('%s with %j', async (operation, parameters, message, effect) => {
		const id = await talking(sandbox());

		const result = await runVapi(sandbox(), onCall(operation, id, parameters));

		expect(result.error?.message).toBeUndefined();
		expect(control().map(({ body }) => body)).toEqual([message]);
		expect(callOf(id)).toMatchObject(effect);
		expect(result.json('Vapi')[0]).toMatchObject({ callId: id, sent: message.type });
	});

	it('reads the control address afresh for each item and sends no key there', async () => {
		const ids = [await talking(sandbox()), await talking(sandbox())];

		const result = await runVapi(
			sandbox(),
			onCall('say', '={{ $json.id }}', { content: '={{ $json.text }}' }),
			{ items: ids.map((id, index) => ({ id, text: `Text ${index}` })) },
		);

		expect(sandbox().requests.map(({ listener, path }) => [listener, path])).toEqual(
			ids.flatMap((id) => [
				['api', `/call/${id}`],
				['control', `/${id}/control`],
			]),
		);
		for (const { headers } of control()) {
			expect(JSON.stringify(headers)).not.toContain(sandbox().privateKey);
		}
		expect(result.output('Vapi').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(JSON.stringify(result.json('Vapi'))).not.toContain('http');
	});
});
