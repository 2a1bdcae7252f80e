import type { CallReader } from '../../../../../nodes/Vapi/call/create/callForm.ts';
import { type ChosenCall, checkCall } from '../../../../../nodes/Vapi/call/create/callChecks.ts';
import { refusalOf } from '../../../refusal.mts';

/** Shows a field by the last part of its parameter, so that messages tell which one they mean. */
const names: CallReader['name'] = (parameter) => String(parameter).split('.').at(-1) ?? '';
const VAPI = new URL('https://api.vapi.ai');
const LOCAL = new URL('http://127.0.0.1:3000');
const CALL = { assistantId: 'a1', phoneNumberId: 'p1', customer: { number: '+15555550123' } };

/** What the form says where an assistant is chosen and no JSON is laid over it. */
const PHONE = { callType: 'phone', agent: { kind: 'assistant' } } as const;
/** The same with JSON. */
const WITH_JSON = { ...PHONE, additionalBody: {} };

describe('A phone call', () => {
	const check = (body: object, form: ChosenCall = PHONE) => checkCall(form, body as never, VAPI, names);
	const refusal = (...args: Parameters<typeof check>) => refusalOf(() => check(...args));
	const messageOf = (...args: Parameters<typeof check>) => refusal(...args).message;
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
		['by a new squad', { phoneNumberId, customer, squad: { members: [{ assistantId }] } }],
		['by a workflow', { phoneNumberId, customer, workflowId: 'w1' }],
	])('passes %s', (_, body) => {
		expect(() => check(body)).not.toThrow();
	});

	test.each<[string, object, string]>([
		['no agent', { phoneNumberId, customer }, "'assistantId' is empty: the call has no agent"],
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

	test.each<[ChosenCall['agent']['kind'], string]>([
		['assistant', "'assistantId'"],
		['squad', "'squadId'"],
		['newSquad', "'newSquad'"],
		['newAssistant', 'The new assistant'],
	])('without an agent names what is on the screen for %s', (kind, named) => {
		const asked = { ...PHONE, agent: { kind } };
		for (const none of [{}, { assistantId: null }, { squadId: '' }, { squad: {}, assistant: {} }]) {
			const { message, wayOut } = refusal({ phoneNumberId, customer, ...none }, asked);
			expect(message).toBe(`${named} is empty: the call has no agent`);
			expect(wayOut).not.toContain('additionalBody');
			const beside = refusal({ phoneNumberId, customer, ...none }, { ...asked, additionalBody: {} });
			expect(beside.wayOut).toContain("'additionalBody'");
		}
	});

	test.each([[], null, {}, 'x'])('by a squad whose members are %j is stopped', (members) => {
		const squad = { name: 'Clinic', members };
		expect(messageOf({ phoneNumberId, customer, squad })).toBe("'newSquad' has no members");
	});

	test('of a saved and a new assistant is told how a saved one is changed', () => {
		const { message, wayOut } = refusal({ ...CALL, assistant: { firstMessage: 'Hi' } }, WITH_JSON);
		expect(message).toBe(
			"'agent' and 'additionalBody' name more than one agent: assistantId, assistant",
		);
		expect(wayOut).toContain("'assistantOverrides'");
	});

	test('of two lines is stopped', () => {
		const twilio = { twilioPhoneNumber: '+15555550199', twilioAccountSid: 'AC1' };
		const { message, wayOut } = refusal({ ...CALL, phoneNumber: twilio }, WITH_JSON);
		expect(message).toBe(
			"'phoneNumberId' and 'additionalBody' name two lines: phoneNumberId, phoneNumber",
		);
		expect(wayOut).toContain("Clear 'phoneNumberId'");
	});

	test.each(['+15555550123', '(555) 555-0123', 15555550123, ['+15555550123'], true])(
		'with the phoneNumber %j is told whose number that is',
		(phoneNumber) => {
			for (const body of [{ ...CALL, phoneNumber }, { assistantId, customer, phoneNumber }]) {
				const { message, wayOut } = refusal(body, WITH_JSON);
				expect(message).toContain("'additionalBody' has as 'phoneNumber'");
				expect(wayOut).toMatch(/your own line.*'to'/);
			}
		},
	);

	test.each(['+15555550123', 15555550123, ['+15555550123']])(
		'with the customer %j is told where the number goes',
		(text) => {
			const { message, wayOut } = refusal({ assistantId, phoneNumberId, customer: text }, WITH_JSON);
			expect(message).toContain("'additionalBody' has as 'customer'");
			expect(wayOut).toContain("'to'");
		},
	);

	test.each(['+15555550123', { number: '+15555550123' }, ['+15555550123']])(
		'with the customers %j is told what they are',
		(customers) => {
			const { message } = refusal({ assistantId, phoneNumberId, customers }, WITH_JSON);
			expect(message).toContain("'additionalBody' has as 'customers'");
		},
	);

	test('is told of JSON only where there is some', () => {
		for (const body of [{ assistantId, customer }, { assistantId, phoneNumberId }]) {
			expect(refusal(body).wayOut).not.toContain('additionalBody');
			expect(refusal(body, WITH_JSON).wayOut).toContain("in 'additionalBody'");
		}
	});
});

describe('Other calls', () => {
	test('need an agent and no number', () => {
		for (const callType of ['web', 'websocket'] as const) {
			const form = { ...PHONE, callType };
			expect(() => checkCall(form, { assistantId: 'a1' }, VAPI, names)).not.toThrow();
			expect(refusalOf(() => checkCall(form, {}, VAPI, names)).message).toBe(
				"'assistantId' is empty: the call has no agent",
			);
		}
	});

	test('on the web have nothing that only a phone call has', () => {
		const web = { ...WITH_JSON, callType: 'web' } as const;
		expect(refusalOf(() => checkCall(web, CALL, VAPI, names)).message).toBe(
			"'additionalBody' holds what a web call does not have: customer, phoneNumberId",
		);
	});
});

describe('Server URLs', () => {
	const check = (url: unknown, api = VAPI, place = 'assistantOverrides') => {
		const body = { customer: CALL.customer, phoneNumberId: 'p1', [place]: { server: { url } } };
		const agent = place === 'assistant' ? {} : { assistantId: 'a1' };
		checkCall(PHONE, { ...body, ...agent } as never, api, names);
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
