import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, CALLS } from '../../../../../sandbox/seed.mts';
import { defaultSeed } from '../../../../../sandbox/data/defaultSeed.mts';
import { sandboxCredentials } from '../../../harness/index.mts';
import { byId, runVapi } from '../../../support.mts';
import { onCall, PATIENT, place, talking } from '../calls.mts';
import { to, useSteering } from './steering.mts';

const { sandbox, control, callOf } = useSteering();

/** An account whose receptionist has this monitorPlan. */
const withMonitor = (monitorPlan: IDataObject) => ({
	assistants: defaultSeed().assistants.map((assistant) =>
		assistant.id === ASSISTANTS.receptionist ? { ...assistant, monitorPlan } : assistant,
	),
});

describe('live control', () => {
	it.each(['endCall', 'say', 'addMessage', 'transfer', 'control'])(
		'%s: says that a call is over and sends nothing',
		async (operation) => {
			const parameters = { content: 'Hello', to: '+15555550124' };
			const result = await runVapi(sandbox(), onCall(operation, CALLS.answered, parameters));

			expect(result.error?.message).toContain('The call is over, so nothing was sent');
			expect(result.error?.message).toContain('customer-ended-call');
			expect(control()).toEqual([]);
		},
	);

	it('says that a scheduled call cannot be steered yet', async () => {
		const more = { schedulePlan: { earliestAt: '2099-01-01T00:00:00.000Z' } };
		const id = await place(sandbox(), { more });

		const result = await runVapi(sandbox(), onCall('endCall', id));

		expect(result.error?.message).toContain('scheduled');
		expect(result.error?.description).toContain('Delete');
		expect(control()).toEqual([]);
	});

	it('says that live control is off', async () => {
		sandbox().reset(withMonitor({ controlEnabled: false }));
		const id = await talking(sandbox());

		const result = await runVapi(sandbox(), onCall('say', id, { content: 'Hello' }));

		expect(result.error?.message).toContain('no control address');
		expect(result.error?.description).toContain('controlEnabled');
		expect(control()).toEqual([]);
	});

	it('sends the public key, and asks for it where the assistant demands one', async () => {
		sandbox().reset(withMonitor({ controlAuthenticationEnabled: true }));
		const id = await talking(sandbox());
		const parameters = onCall('say', id, { content: 'Hello' });

		const known = await runVapi(sandbox(), parameters);
		const unknown = await runVapi(sandbox(), parameters, {
			credentials: { ...sandboxCredentials(sandbox()), publicKey: '' },
		});

		expect(known.error).toBeUndefined();
		expect(control().map(({ headers }) => headers.authorization)).toEqual([
			`Bearer ${sandbox().publicKey}`,
			undefined,
		]);
		expect(unknown.error?.httpCode).toBe('401');
		expect(unknown.error?.description).toContain('Public Key');
	});

	it.each(['statusAfterAccept', 'resetAfterAccept', 'resetBeforeAccept'] as const)(
		'sends a message once, whatever happens to the answer: %s',
		async (kind) => {
			const id = await talking(sandbox());
			sandbox().faults.add({ method: 'POST', kind, status: 503 });

			const result = await runVapi(sandbox(), onCall('say', id, { content: 'Hello' }));

			expect(control()).toHaveLength(1);
			expect(result.error?.message).toContain('may have been carried out');
		},
	);

	it('sends nothing to a host that is not Vapi', async () => {
		const id = await talking(sandbox());
		callOf(id).monitor = { controlUrl: `https://vapi.example.com/${id}/control` };

		const result = await runVapi(sandbox(), onCall('endCall', id));

		expect(result.error?.message).toContain('not one of Vapi');
		expect(control()).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		['transfer', to(''), "'To' is empty"],
		['transfer', to('0151 5555012'), 'no country code'],
		['transfer', to('call Anna'), 'not a phone number'],
		['transfer', to('+1 555 555 012'), 'is no number of country code 1'],
		['transfer', { ...to('0612345'), countryCode: '33' }, 'country code 33, where numbers have 9'],
		['transfer', { ...to('+15555550124'), countryCode: 'US' }, "'Country Code' is not a country code"],
		['transfer', to('+15555550124', { callerId: '0101' }), "'Caller ID' has no country code"],
		['transfer', to('sip:anna'), 'without a host'],
		['transfer', to('sip:a@example.com', { extension: '12' }), 'SIP address'],
		['transfer', to('+15555550124 x12', { extension: '13' }), 'extension 12'],
		['transfer', to('+15555550124', { extension: '12345678901' }), 'has 11 characters'],
		['say', { content: '={{ $json.nothing ?? "" }}' }, "'Text' is empty"],
		['say', { content: '={{ null }}' }, "'Text' is empty"],
		['addMessage', { content: '={{ null }}' }, "'Text' is empty"],
	])('%s with %j stops before any request', async (operation, parameters, message) => {
		const id = await talking(sandbox());

		const result = await runVapi(sandbox(), onCall(operation, id, parameters));

		expect(result.error?.message).toContain(message);
		expect(sandbox().requests).toEqual([]);
	});

	it('goes on with the other items under Continue On Fail', async () => {
		const ids = [await talking(sandbox()), CALLS.busy, await talking(sandbox())];

		const result = await runVapi(sandbox(), onCall('endCall', '={{ $json.id }}'), {
			items: ids.map((id) => ({ id })),
			node: { name: 'Vapi', onError: 'continueErrorOutput' },
		});

		expect(result.json('Vapi').map(({ callId }) => callId)).toEqual([ids[0], ids[2]]);
		expect(result.output('Vapi', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	});

	it('takes a call by its ID and nothing else', async () => {
		const parameters = { ...onCall('endCall', PATIENT), callId: byId(PATIENT) };
		const result = await runVapi(sandbox(), parameters);

		expect(result.error?.message).toContain('not an ID of Vapi');
		expect(sandbox().requests).toEqual([]);
	});
});
