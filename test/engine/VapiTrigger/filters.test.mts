import type { IDataObject } from 'n8n-workflow';
import { runHook } from '../harness/index.mts';
import { byId } from '../support.mts';
import { useListener } from './listener.mts';
import { post } from './webhookRequests.mts';

const listener = useListener();

const reception = 'a1000000-0000-4000-8000-000000000001';
const other = 'a1000000-0000-4000-8000-000000000002';
const line = 'c1000000-0000-4000-8000-000000000001';

const call = {
	id: 'call-1',
	type: 'inboundPhoneCall',
	assistantId: reception,
	phoneNumberId: line,
	customer: { number: '+15555550123' },
};
const report = { type: 'end-of-call-report', endedReason: 'customer-busy', call };
const ended = { type: 'status-update', status: 'ended', endedReason: 'customer-busy', call };

/** Whether a message starts a workflow with these filters; either way it is answered with 200. */
async function starts(filters: IDataObject, message: IDataObject): Promise<boolean> {
	const parameters = { events: ['*'], acceptFrom: 'anyone', filters } as never;
	const { url, executions } = await listener.listen({
		nodes: [{ name: 'Trigger', type: 'n8n-nodes-vapi.vapiTrigger', parameters, credentials: false }],
	});
	expect(await post(url, JSON.stringify({ message }))).toEqual({ status: 200, text: '{}' });
	return executions.length > 0;
}

const byAssistant = { assistantId: byId(reception) };
const byLine = { phoneNumberId: byId(line) };
const number = (customerNumber: string) => ({ customerNumber });

describe('a filter lets through', () => {
	test.each<[string, IDataObject, IDataObject]>([
		['no filter', {}, report],
		['an assistant of the call', byAssistant, report],
		['an assistant beside the call', byAssistant, { type: 'hang', assistant: { id: reception } }],
		['an assistant that takes over', byAssistant, { ...report, call: { assistantId: other }, assistant: { id: reception } }],
		['an assistant inside the call', byAssistant, { type: 'hang', call: { assistant: { id: reception } } }],
		['the assistant of a chat', byAssistant, { type: 'chat.created', chat: { assistantId: reception } }],
		['the assistant of a session', byAssistant, { type: 'session.created', session: { assistantId: reception } }],
		['an ID as plain text', { assistantId: ` ${reception} ` }, report],
		['a phone number of the call', byLine, report],
		['a phone number beside the call', byLine, { type: 'assistant-request', phoneNumber: { id: line } }],
		['a customer', number('+15555550123'), report],
		['a customer beside the call', number('+15555550123'), { type: 'hang', customer: { number: '+15555550123' } }],
		['a customer in another spelling', number('+1 (555) 555-0123'), report],
		['a customer with 00', number('001 555 555 0123'), report],
		['one of several customers', number('+15555550100, +15555550123'), report],
		['one customer a line', number('+15555550100\n+15555550123\n'), report],
		['a SIP address', number('sip:Alice@pbx.example.com'), { ...report, call: { customer: { sipUri: 'sip:alice@pbx.example.com' } } }],
		['a contact of a campaign', number('+15555550123'), { type: 'campaign.predial', contact: { number: '+15555550123' } }],
		['a campaign', { campaignId: 'c1' }, { type: 'campaign.event', campaignId: 'c1' }],
		['a call of a campaign', { campaignId: 'c1' }, { ...report, call: { ...call, campaignId: 'c1' } }],
		['a type of call', { callType: ['webCall', 'inboundPhoneCall'] }, report],
		['an outcome', { outcome: ['busy'] }, report],
		['an outcome in a status', { outcome: ['voicemail', 'busy'] }, ended],
		['an outcome that the call tells', { outcome: ['busy'] }, { type: 'end-of-call-report', call: { endedReason: 'customer-busy' } }],
		['a report without a reason as other', { outcome: ['other'] }, { type: 'end-of-call-report', call }],
		['a call that goes on, whatever the outcome', { outcome: ['busy'] }, { ...ended, status: 'in-progress', endedReason: undefined }],
		['what is no end, whatever the outcome', { outcome: ['busy'] }, { type: 'tool-calls', call }],
		['all that fits', { ...byAssistant, ...byLine, ...number('+15555550123'), outcome: ['busy'] }, report],
		['an event that nobody knows yet', byAssistant, { type: 'new.event', call }],
	])('%s', async (_what, filters, message) => {
		expect(await starts(filters, message)).toBe(true);
	});
});

describe('a filter holds back, with 200,', () => {
	test.each<[string, IDataObject, IDataObject]>([
		['another assistant', { assistantId: byId(other) }, report],
		['an event without an assistant', byAssistant, { type: 'assistant-request', call: { id: 'call-1' } }],
		['an assistant ID in the wrong place', byAssistant, { type: 'hang', call: { metadata: { assistantId: reception } } }],
		['another phone number', { phoneNumberId: byId(other) }, report],
		['a chat, which has no phone number', byLine, { type: 'chat.created', chat: { assistantId: reception } }],
		['another customer', number('+15555550124'), report],
		['a customer of another country', number('+525555550123'), report],
		['a web call, which has no customer', number('+15555550123'), { ...report, call: { type: 'webCall' } }],
		['another campaign', { campaignId: 'c2' }, { type: 'campaign.event', campaignId: 'c1' }],
		['a call without a campaign', { campaignId: 'c1' }, report],
		['another type of call', { callType: ['outboundPhoneCall'] }, report],
		['another outcome', { outcome: ['answered', 'voicemail'] }, report],
		['another outcome in a status', { outcome: ['answered'] }, ended],
		['a reason that nobody knows yet', { outcome: ['answered'] }, { ...report, endedReason: 'moon-in-the-way' }],
		['what fits but one of several', { ...byAssistant, outcome: ['answered'] }, report],
		['values that are no text', byAssistant, { type: 'hang', call: { assistantId: { $ne: '' } }, assistant: [reception] }],
	])('%s', async (_what, filters, message) => {
		expect(await starts(filters, message)).toBe(false);
	});
});

describe('filters that cannot work are refused before anything is registered', () => {
	const check = async (filters: IDataObject, more = {}) =>
		await runHook('checkExists', {
			parameters: { events: ['*'], acceptFrom: 'anyone', filters } as never,
			...more,
		});

	test.each<[IDataObject, string]>([
		[{ assistantId: byId('') }, "Filters: 'Assistant' is empty. Fill it in"],
		[{ phoneNumberId: { __rl: true, mode: 'list', value: '' } }, "'Phone Number' is empty"],
		[{ callType: [] }, "'Call Type' is empty"],
		[{ outcome: [] }, "'Outcome' is empty"],
		[{ campaignId: ' ' }, "'Campaign ID' is empty"],
		[{ customerNumber: ' , ' }, "'Customer Number' is empty"],
		[{ customerNumber: '555 0123' }, "'Customer Number'"],
		[{ customerNumber: '+15555550123, Alice' }, 'Alice'],
	])('%j', async (filters, message) => {
		await expect(check(filters)).rejects.toThrow(message);
		await expect(check(filters, { isTest: true })).rejects.toThrow(message);
		// n8n's own start takes nothing down that runs.
		expect((await check(filters, { activation: 'init' })).result).toBe(true);
	});

	test('and others are not', async () => {
		expect((await check({})).result).toBe(true);
		expect((await check({ ...byAssistant, customerNumber: '+1 555 555 0123' })).result).toBe(true);
	});
});
