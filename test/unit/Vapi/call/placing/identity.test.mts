import fc from 'fast-check';
import { hasCaller, isBatch, reaches, rings, targetsOf } from '../../../../../nodes/Vapi/call/placing/identity.ts';

const number = '+15555550123';
const body = { assistantId: 'agent', phoneNumberId: 'line', customer: { number } };
const call = {
	id: 'call',
	type: 'outboundPhoneCall',
	assistantId: 'agent',
	phoneNumberId: 'line',
	customer: { number },
};

const fits = (...given: Parameters<typeof reaches>) => reaches(...given) && hasCaller(...given);

const target = (request = {}) => {
	const [first] = targetsOf({ ...body, ...request });
	if (first === undefined) throw new Error('A request dials somebody');
	return first;
};

describe('who is dialed', () => {
	it('stays the same whatever else of the request changes', () => {
		fc.assert(
			fc.property(fc.object(), fc.string(), fc.object(), (overrides, name, variables) => {
				const changed = target({
					name,
					assistantOverrides: { ...overrides, variableValues: variables },
					schedulePlan: { earliestAt: name },
					customer: { number, name, externalId: name },
				});
				expect(changed.key).toBe(target().key);
			}),
		);
	});

	it('stays the same while the text of an agent of this call only changes', () => {
		const request = (firstMessage: string) => ({
			assistantId: undefined,
			assistant: { firstMessage },
		});
		expect(target(request('at 10:00')).key).toBe(target(request('at 10:01')).key);
	});

	it.each([
		['number', { customer: { number: '+15555550124' } }],
		['extension', { customer: { number, extension: '7' } }],
		['SIP address', { customer: { sipUri: 'sip:desk@example.com' } }],
		['saved customer', { customer: undefined, customerId: 'saved' }],
	])('is somebody else when the %s changes', (_, change) => {
		expect(target(change).key).not.toBe(target().key);
	});

	it.each([
		['+4915155501', ['004915155501', 'tel:+4915155501', '+49 (0)151 555-01', ' +49 151 55501']],
		['+15555550123', ['15555550123', '+1 (555) 555-0123', 'tel:+1-555-555-0123', '0015555550123']],
		['sip:anna@pbx.example', ['SIP:Anna@PBX.example', 'sip:anna@pbx.example:5060']],
		['sips:anna@pbx.example', ['sips:anna@pbx.example:5061']],
		['sip:anna@pbx.example;transport=tcp', ['sip:anna@pbx.example:5060;transport=tcp']],
	])('is the same person in every spelling of %s, wherever it stands', (usual, others) => {
		for (const other of others) {
			for (const field of ['number', 'sipUri']) {
				const { key } = target({ customer: { [field]: other } });
				expect([other, key]).toEqual([other, target({ customer: { number: usual } }).key]);
			}
			const [listed] = targetsOf({ ...body, customers: [{ number: other }] });
			expect(listed?.key).toBe(target({ customer: { number: usual } }).key);
			expect(fits(target({ customer: { number: usual } }), { ...call, customer: { number: other } })).toBe(true);
		}
	});

	it.each([
		['sip:anna@pbx.example', 'sip:anna@pbx.example:5080'],
		['sip:anna@pbx.example', 'sips:anna@pbx.example'],
		['sip:anna@pbx.example', 'sip:ben@pbx.example'],
		['+15555550123', '+15555550123 ext. 7'],
		['7', '77'],
		['front-desk', 'back-desk'],
	])('tells %s from %s', (one, other) => {
		const keyOf = (number: string) => target({ customer: { number } }).key;
		expect(keyOf(one)).not.toBe(keyOf(other));
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'is a person like any other where the ID of a saved customer is %s',
		(customerId) => {
			const { key } = target({ customer: undefined, customerId });
			expect(key in {}).toBe(false);
			expect(JSON.parse(JSON.stringify({ [key]: 1 }))).toEqual({ [key]: 1 });
		},
	);

	it.each([
		['agent', { assistantId: 'other' }],
		['kind of agent', { assistantId: undefined, squadId: 'squad' }],
		['line', { phoneNumberId: 'other' }],
		['line of this call only', { phoneNumberId: undefined, phoneNumber: { number: '+1555' } }],
	])('is the same person when the %s changes', (_, change) => {
		expect(target(change).key).toBe(target().key);
	});

	it('is told by the agent where a session dials nobody', () => {
		const session = (assistantId: string) => target({ customer: undefined, assistantId }).key;
		expect(session('one')).not.toBe(session('other'));
	});

	it('reads a number in any way of writing and a SIP address in any case', () => {
		expect(target({ customer: { number: '1 (555) 555-0123' } }).key).toBe(target().key);
		const sip = (sipUri: string) => target({ customer: { sipUri } }).key;
		expect(sip('sip:Desk@Example.com')).toBe(sip('sip:desk@example.com'));
		expect(sip('sip:desk@example.com')).not.toBe(sip('sip:de.sk@example.com'));
	});

	it('is one target a customer, and one call each for the same number twice', () => {
		const batch = {
			...body,
			customer: undefined,
			customers: [{ number }, { number: '+15555550124' }, { number }],
		};
		expect(isBatch(batch)).toBe(true);
		const keys = targetsOf(batch).map(({ key }) => key);
		expect(new Set(keys).size).toBe(3);
		expect(keys[0]).toBe(target().key);
	});

	it('knows what rings and what waits for somebody to join', () => {
		expect(rings('/call', body)).toBe(true);
		expect(rings('/call/web', { assistantId: 'agent' })).toBe(false);
		const transport = { provider: 'vapi.websocket' };
		expect(rings('/call', { assistantId: 'agent', transport })).toBe(false);
		expect(rings('/call', { ...body, transport: { provider: 'twilio' } })).toBe(true);
	});
});

describe('a call that fits', () => {
	it('has the customer, the agent and the line of the request', () => {
		expect(fits(target(), call)).toBe(true);
	});

	it.each([
		['number', { customer: { number: '+15555550124' } }],
		['agent', { assistantId: 'other' }],
		['line', { phoneNumberId: 'other' }],
		['direction', { type: 'inboundPhoneCall' }],
		['customer at all', { customer: undefined }],
	])('does not have another %s', (_, change) => {
		expect(fits(target(), { ...call, ...change })).toBe(false);
	});

	it('has no saved agent where the request brought its own', () => {
		const own = target({ assistantId: undefined, assistant: { name: 'own' } });
		expect(fits(own, { ...call, assistantId: undefined })).toBe(true);
		expect(fits(own, call)).toBe(false);
	});

	it('is found by squad and by saved customer', () => {
		const squad = target({ assistantId: undefined, squadId: 's', customer: {}, customerId: 'c' });
		const candidate = { ...call, assistantId: undefined, squadId: 's', customer: undefined };
		expect(fits(squad, { ...candidate, customerId: 'c' })).toBe(true);
		expect(fits(squad, { ...candidate, customerId: 'd' })).toBe(false);
		expect(fits(squad, { ...candidate, customerId: 'c', customer: { number } })).toBe(true);
		expect(fits(squad, { ...candidate, customerId: 'c', squadId: 't' })).toBe(false);
	});
});
