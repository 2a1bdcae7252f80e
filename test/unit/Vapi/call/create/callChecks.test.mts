import type { CallReader } from '../../../../../nodes/Vapi/call/create/callForm.ts';
import { checkCall } from '../../../../../nodes/Vapi/call/create/callChecks.ts';
import { refusalOf } from '../../../refusal.mts';

/** Shows a field by the last part of its parameter, so that messages tell which one they mean. */
const names: CallReader['name'] = (parameter) => String(parameter).split('.').at(-1) ?? '';
const VAPI = new URL('https://api.vapi.ai');
const LOCAL = new URL('http://127.0.0.1:3000');
const CALL = { assistantId: 'a1', phoneNumberId: 'p1', customer: { number: '+15555550123' } };

describe('A phone call', () => {
	const check = (body: object) => checkCall('phone', body as never, VAPI, names);
	const messageOf = (body: object) => refusalOf(() => check(body)).message;
	const { assistantId, phoneNumberId, customer } = CALL;

	test.each<[string, object]>([
		['from the form', CALL],
		['with a transient number', { assistantId, customer, phoneNumber: { provider: 'twilio' } }],
		['with a transport', { assistantId, customer, transport: { provider: 'twilio' } }],
		['that is joined', { assistantId, transport: { provider: 'vapi.websocket' } }],
		['to a saved customer', { assistantId, phoneNumberId, customerId: 'c1' }],
		['to customers', { assistantId, phoneNumberId, customers: [{ number: '+15555550123' }] }],
		['to SIP', { assistantId, phoneNumberId, customer: { sipUri: 'sip:a@b.example' } }],
		['by a squad', { ...CALL, assistantId: null, squadId: 's1' }],
		['by a new squad', { phoneNumberId, customer, squad: { members: [] } }],
		['by a workflow', { phoneNumberId, customer, workflowId: 'w1' }],
	])('passes %s', (_, body) => {
		expect(() => check(body)).not.toThrow();
	});

	test.each<[string, object, string]>([
		['no agent', { phoneNumberId, customer }, "'agent' is not filled in: the call has no agent"],
		[
			'an empty squad',
			{ phoneNumberId, customer, squad: {} },
			"'agent' is not filled in: the call has no agent",
		],
		[
			'two agents',
			{ ...CALL, squadId: 's1' },
			"'agent' and 'additionalBody' name more than one agent: assistantId, squadId",
		],
		['no from', { assistantId, customer }, "'phoneNumberId' is missing"],
		['no from on purpose', { ...CALL, phoneNumberId: null }, "'phoneNumberId' is missing"],
		['no to', { assistantId, phoneNumberId }, "'to' is empty"],
		['a customer without address', { ...CALL, customer: { name: 'Ada' } }, "'to' is empty"],
		['no customers in the list', { assistantId, phoneNumberId, customers: [] }, "'to' is empty"],
		[
			'one customer and a saved one',
			{ ...CALL, customerId: 'c1' },
			"The call has both 'to' and 'customerId'",
		],
		[
			'one customer and a list',
			{ ...CALL, customers: [{ number: '+15555550124' }] },
			"The call has both 'to' and customers",
		],
	])('with %s is stopped', (_, body, message) => {
		expect(messageOf(body)).toBe(message);
	});
});

describe('Other calls', () => {
	test('need an agent and no number', () => {
		for (const callType of ['web', 'websocket'] as const) {
			expect(() => checkCall(callType, { assistantId: 'a1' }, VAPI, names)).not.toThrow();
			expect(refusalOf(() => checkCall(callType, {}, VAPI, names)).message).toBe(
				"'agent' is not filled in: the call has no agent",
			);
		}
	});

	test('on the web have nothing that only a phone call has', () => {
		expect(refusalOf(() => checkCall('web', CALL, VAPI, names)).message).toBe(
			"'additionalBody' holds what a web call does not have: customer, phoneNumberId",
		);
	});
});

describe('Server URLs', () => {
	const check = (url: unknown, api = VAPI, place = 'assistantOverrides') => {
		const body = { customer: CALL.customer, phoneNumberId: 'p1', [place]: { server: { url } } };
		const agent = place === 'assistant' ? {} : { assistantId: 'a1' };
		checkCall('phone', { ...body, ...agent } as never, api, names);
	};

	test.each(['https://n8n.example.com/webhook/x', 'wss://example.com'])('%s passes', (url) => {
		expect(() => check(url)).not.toThrow();
	});

	test.each([
		'http://example.com',
		'example.com',
		'ftp://example.com',
		'https://',
		'http://127.0.0.1',
		'https://localhost:5678/webhook/x',
		'https://x.example/\na',
	])('%s is stopped wherever it stands', (url) => {
		for (const place of ['assistant', 'assistantOverrides', 'squadOverrides']) {
			expect(refusalOf(() => check(url, VAPI, place)).message).toBe(
				`'webhookUrl' is not an https address: ${JSON.stringify(url).replace('\\n', '\n')}`,
			);
		}
	});

	test('http passes on this machine while the API is on it', () => {
		for (const url of ['http://127.0.0.1:5678/hook', 'http://localhost/x', 'http://[::1]:1/x']) {
			expect(() => check(url, LOCAL)).not.toThrow();
		}
		expect(refusalOf(() => check('http://example.com', LOCAL)).message).toContain(
			'is not an https address',
		);
	});
});
