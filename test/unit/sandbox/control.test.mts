import { PUBLIC_KEY } from '../../../sandbox/seed.mts';
import { objectOr, type JsonObject } from '../../../sandbox/types.mts';
import { ask, place, useSandbox } from './client.mts';

const sandbox = useSandbox({ timeScale: 0 });

/** Places a call, lets it be answered, and gives a function that controls it. */
const talking = async (assistantOverrides: JsonObject = {}) => {
	const id = await place(sandbox(), '+15555550165', { assistantOverrides });
	while (await sandbox().step(id)) continue;
	const call = objectOr(sandbox().state.calls.get(id));
	const { controlUrl } = objectOr(call.monitor);
	const { origin, pathname } = new URL(String(controlUrl));
	const control = (body: JsonObject, authorization = '') =>
		ask(origin, 'POST', pathname, body, { authorization });
	return { id, call, origin, control };
};

describe('live call control', () => {
	it('has an origin of its own', async () => {
		const { origin } = await talking();
		expect(origin).toBe(sandbox().controlUrl);
		expect(origin).not.toBe(sandbox().url);
	});

	it.each<[JsonObject, JsonObject]>([
		[{ type: 'say', content: 'Hello' }, { status: 'in-progress' }],
		[
			{ type: 'say', content: 'Bye', endCallAfterSpoken: true },
			{ endedReason: 'assistant-ended-call-after-message-spoken' },
		],
		[
			{ type: 'add-message', message: { role: 'system', content: 'Be brief' } },
			{ artifact: { messages: [{ role: 'system', message: 'Be brief' }] } },
		],
		[{ type: 'control', control: 'mute-assistant' }, { status: 'in-progress' }],
		[{ type: 'end-call' }, { endedReason: 'manually-canceled' }],
		[
			{ type: 'transfer', destination: { type: 'number', number: '+15555550124' } },
			{ endedReason: 'assistant-forwarded-call', destination: { number: '+15555550124' } },
		],
		[
			{ type: 'transfer', destination: { type: 'sip', sipUri: 'sip:ann@example.com' } },
			{ endedReason: 'assistant-forwarded-call' },
		],
	])('%j', async (body, expected) => {
		const { call, control } = await talking();
		expect((await control(body)).status).toBe(200);
		expect(call).toMatchObject(expected);
		expect(sandbox().requests.at(-1)).toMatchObject({ listener: 'control', body });
	});

	it.each<JsonObject>([
		{ type: 'say' },
		{ type: 'add-message', message: { role: 'boss', content: 'x' } },
		{ type: 'control', control: 'dance' },
		{ type: 'transfer', destination: { type: 'number' } },
		{ type: 'hang-up' },
	])('refuses %j', async (body) => {
		const { control, call } = await talking();
		expect((await control(body)).status).toBe(400);
		expect(call.status).toBe('in-progress');
	});

	it('refuses a call that has not begun, has ended or is unknown', async () => {
		const schedulePlan = { earliestAt: '2099-01-01T00:00:00.000Z' };
		const later = await place(sandbox(), '+15555550123', { schedulePlan });
		const { id, origin, control } = await talking();
		expect((await ask(origin, 'POST', `/${later}/control`, { type: 'end-call' })).status).toBe(400);
		await sandbox().end(id);
		const { status, body } = await control({ type: 'end-call' });
		expect(status).toBe(400);
		expect(body.message).toBe('Call has already ended');
		expect((await ask(origin, 'POST', '/nobody/control', {})).status).toBe(404);
	});

	it('asks for the public key where the assistant says so', async () => {
		const monitorPlan = { controlAuthenticationEnabled: true };
		const { control } = await talking({ monitorPlan });
		const body = { type: 'control', control: 'mute-customer' };
		expect((await control(body)).status).toBe(401);
		expect((await control(body, `Bearer ${PUBLIC_KEY}`)).status).toBe(200);
	});

	it('is not offered where it is switched off', async () => {
		const id = await place(sandbox(), '+15555550123', {
			assistantOverrides: { monitorPlan: { controlEnabled: false } },
		});
		expect(sandbox().state.calls.get(id)?.monitor).not.toHaveProperty('controlUrl');
	});
});
