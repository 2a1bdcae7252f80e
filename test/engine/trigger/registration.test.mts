import type { IDataObject } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS, TOOLS } from '../../../sandbox/seed.mts';
import { runHook, sandboxCredentials } from '../harness/index.mts';
import { byId, useSandbox } from '../support.mts';
import { instanceUrl, triggerLife } from './lifecycle.mts';

const sandbox = useSandbox();

const assistant = () => sandbox().state.assistants.get(ASSISTANTS.receptionist) as IDataObject;
const number = (id: string) => sandbox().state.phoneNumbers.get(id) as IDataObject;
const tool = () => sandbox().state.tools.get(TOOLS.lookUpOrder) as IDataObject;

/** A copy without the time of the last change, which every PATCH moves. */
const content = (entity: IDataObject) => {
	const copy = structuredClone(entity);
	delete copy.updatedAt;
	return copy;
};

const server = (entity: IDataObject) =>
	(entity.server ?? {}) as { url?: string; headers?: IDataObject };
const writes = () => sandbox().requests.filter(({ method }) => method === 'PATCH').length;

const onAssistant = (options = {}) => ({
	events: ['end-of-call-report', 'tool-calls', 'assistant-request'],
	registerOn: 'assistant',
	assistantId: byId(ASSISTANTS.receptionist),
	options,
});
const backoffPlan = { type: 'fixed', maxRetries: 2, baseDelaySeconds: 1 };
const foreign = { url: 'https://crm.example.com/vapi', headers: { 'x-key': 'abc' } };

describe('registering on an assistant', () => {
	test.each<[string, IDataObject]>([
		['nothing', {}],
		['a server', { server: { ...foreign, timeoutSeconds: 33, backoffPlan } }],
		['events alone', { serverMessages: ['hang', 'transcript'] }],
		['a server and events', { server: foreign, serverMessages: ['hang'] }],
	])('leaves it as it was, where it had %s', async (_what, before) => {
		Object.assign(assistant(), structuredClone(before));
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		expect(server(assistant()).url).toMatch(`${instanceUrl}/webhook/`);
		expect(assistant().serverMessages).toEqual(['end-of-call-report', 'tool-calls']);
		expect(await life.deactivate()).toBe(true);
		expect(content(assistant())).toEqual(original);
	});

	test('carries a secret of its own and none of the server before', async () => {
		assistant().server = structuredClone(foreign);
		await triggerLife(sandbox(), onAssistant()).activate();
		const { headers = {} } = server(assistant());
		expect(headers['x-n8n-vapi-secret']).toMatch(/^[\da-f]{64}$/);
		expect(headers['x-key']).toBeUndefined();
		expect(JSON.stringify(headers)).not.toContain('abc');
	});

	test('keeps its secret from one activation to the next', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		const first = server(assistant()).headers?.['x-n8n-vapi-secret'];
		await life.deactivate();
		await life.activate();
		expect(server(assistant()).headers?.['x-n8n-vapi-secret']).toBe(first);
	});

	test('takes over time-out and retries as the options say', async () => {
		const life = triggerLife(sandbox(), onAssistant({ timeoutSeconds: 45, retryDelivery: true }));
		await life.activate();
		expect(assistant().server).toMatchObject({
			timeoutSeconds: 45,
			backoffPlan: { type: 'exponential', maxRetries: 3 },
		});
	});

	test('asks for the new events when they have changed', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.parameters = { ...life.parameters, events: ['hang'] };
		await life.activate('update');
		expect(assistant().serverMessages).toEqual(['hang']);
		await life.deactivate();
		expect(assistant().serverMessages).toBeUndefined();
	});

	test('moves to another assistant and gives the first one back', async () => {
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.parameters = { ...life.parameters, assistantId: byId(ASSISTANTS.leadQualifier) };
		await life.activate('update');
		expect(content(assistant())).toEqual(original);
		expect(sandbox().state.assistants.get(ASSISTANTS.leadQualifier)?.server).toBeDefined();
	});

	test('gives it back when registration is switched off', async () => {
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.parameters = { ...life.parameters, registerOn: 'none', acceptFrom: 'anyone' };
		await life.activate('update');
		expect(content(assistant())).toEqual(original);
	});
});

describe('a restart of n8n', () => {
	test('finds its registration in place and writes nothing', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		const before = writes();
		await life.activate('init');
		expect(writes()).toBe(before);
	});

	test('registers again where the server was merely taken away', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		delete assistant().server;
		await life.activate('init');
		expect(server(assistant()).url).toMatch(instanceUrl);
	});

	test('tells that somebody set another server, every time, until it is published again', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		assistant().server = structuredClone(foreign);
		for (const activation of ['init', 'init', 'leadershipChange'] as const) {
			await expect(life.activate(activation)).rejects.toThrow('another server URL');
			expect(assistant().server).toEqual(foreign);
		}
		await life.activate('activate');
		expect(server(assistant()).url).toMatch(instanceUrl);
		await life.deactivate();
		expect(assistant().server).toEqual(foreign);
	});

	test('keeps listening while Vapi cannot be asked', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		sandbox().faults.add({ method: 'GET', kind: 'status', status: 401 });
		expect(await life.isRegistered('init')).toBe(true);
	});

	test('tells that the assistant was deleted', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		sandbox().state.assistants.delete(ASSISTANTS.receptionist);
		await expect(life.activate('init')).rejects.toThrow('does not know the assistant');
	});
});

describe('deactivation', () => {
	test('leaves a server that somebody else has set', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		assistant().server = structuredClone(foreign);
		expect(await life.deactivate()).toBe(true);
		expect(assistant().server).toEqual(foreign);
	});

	test('leaves our own URL alone where a person has pasted it without the secret', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		assistant().server = { url: server(assistant()).url as string };
		await life.deactivate();
		expect(server(assistant()).url).toMatch(instanceUrl);
	});

	test('goes well when the assistant is gone', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		sandbox().state.assistants.delete(ASSISTANTS.receptionist);
		expect(await life.deactivate()).toBe(true);
		expect(life.saved).not.toHaveProperty('node:Vapi Trigger.registration');
	});

	test.each<[string, 'GET' | 'PATCH']>([
		['read', 'GET'],
		['changed', 'PATCH'],
	])('that finds it cannot be %s keeps the record for the next one', async (_what, method) => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		sandbox().faults.add({ method, kind: 'status', status: 403 });
		expect(await life.deactivate()).toBe(false);
		sandbox().faults.clear();
		expect(await life.deactivate()).toBe(true);
		expect(content(assistant())).toEqual(original);
	});
});

test('an assistant without events gets the default ones where Vapi takes no null', async () => {
	const life = triggerLife(sandbox(), onAssistant());
	await life.activate();
	sandbox().faults.add({ method: 'PATCH', kind: 'status', status: 400, times: 1 });
	expect(await life.deactivate()).toBe(true);
	expect(assistant().server).toBeUndefined();
	expect(assistant().serverMessages).toHaveLength(11);
	expect(assistant().serverMessages).toContain('end-of-call-report');
});

describe('a half-made registration', () => {
	test('is taken back where n8n could not save what the hook noted', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.saved = {};
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('is completed by the next activation, which still knows what was there first', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.saved = {};
		await life.activate('init');
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('that reached Vapi before the connection broke is taken back', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		sandbox().faults.add({ method: 'PATCH', kind: 'resetAfterAccept', times: 1 });
		await expect(life.activate()).rejects.toThrow('connection');
		expect(content(assistant())).toEqual(original);
	});

	test('ends in no server where the key has changed since, and says so', async () => {
		assistant().server = structuredClone(foreign);
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.saved = {};
		const { headers = {} } = server(assistant());
		headers['x-n8n-vapi-previous'] = 'c2VhbGVkIHdpdGggYW5vdGhlciBrZXkgYnkgc29tZWJvZHk';
		await life.deactivate();
		expect(assistant().server).toBeUndefined();
	});
});

test('two activations at once agree, whichever of their notes n8n keeps', async () => {
	assistant().server = structuredClone(foreign);
	const original = content(assistant());
	const life = triggerLife(sandbox(), onAssistant());
	await life.activate();
	const notes = life.saved;
	life.saved = {};
	await life.activate();
	const { headers = {} } = server(assistant());
	expect(JSON.stringify(notes)).toContain(String(headers['x-n8n-vapi-secret']));
	life.saved = notes;
	await life.deactivate();
	expect(content(assistant())).toEqual(original);
});

describe('two workflows on one assistant', () => {
	test('the second is refused and told who is there', async () => {
		const first = triggerLife(sandbox(), onAssistant());
		await first.activate();
		const registered = content(assistant());
		await expect(triggerLife(sandbox(), onAssistant()).activate()).rejects.toThrow(
			'Another Vapi Trigger receives the events',
		);
		expect(content(assistant())).toEqual(registered);
	});

	test('the second takes over by choice, and gives back what it took', async () => {
		const first = triggerLife(sandbox(), onAssistant());
		const second = triggerLife(sandbox(), onAssistant({ takeOver: true }));
		await first.activate();
		const registered = content(assistant());
		await second.activate();
		await expect(first.activate('init')).rejects.toThrow('Another Vapi Trigger');
		await second.deactivate();
		expect(content(assistant())).toEqual(registered);
		expect(await first.isRegistered('init')).toBe(false);
		await first.activate('activate');
		await first.deactivate();
		expect(assistant().server).toBeUndefined();
	});
});

describe('a test listen', () => {
	test('touches nothing at Vapi by itself', async () => {
		const life = triggerLife(sandbox(), { ...onAssistant(), acceptFrom: 'anyone' });
		const stop = await life.listen();
		await stop();
		expect(writes()).toBe(0);
	});

	test('needs some way to check requests', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		await expect(life.listen()).rejects.toThrow('no way to tell requests of Vapi');
	});

	test('registers the test URL on request and puts back what was there', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant({ registerDuringTest: true }));
		const stop = await life.listen();
		expect(server(assistant()).url).toMatch(`${instanceUrl}/webhook-test/`);
		await stop();
		expect(content(assistant())).toEqual(original);
	});

	test('does not take events away from its own published workflow', async () => {
		const life = triggerLife(sandbox(), onAssistant({ registerDuringTest: true }));
		await life.activate();
		const registered = content(assistant());
		await expect(life.listen()).rejects.toThrow('The published workflow receives the events');
		expect(content(assistant())).toEqual(registered);
	});

	test('that was never ended is cleared up by the next activation', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant({ registerDuringTest: true }));
		await life.listen();
		await life.activate();
		expect(server(assistant()).url).toMatch(`${instanceUrl}/webhook/`);
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});
});

describe('registering on a phone number', () => {
	const on = (id: string) => ({
		events: ['assistant-request'],
		registerOn: 'phoneNumber',
		phoneNumberId: byId(id),
	});

	test.each([PHONE_NUMBERS.noAssistant, PHONE_NUMBERS.vapiFree, PHONE_NUMBERS.main])(
		'leaves it as it was (%s)',
		async (id) => {
			const original = content(number(id));
			const life = triggerLife(sandbox(), on(id));
			await life.activate();
			expect(server(number(id)).url).toMatch(instanceUrl);
			await life.deactivate();
			expect(content(number(id))).toEqual(original);
		},
	);

	test('is refused where its assistant has a server of its own', async () => {
		assistant().server = structuredClone(foreign);
		const life = triggerLife(sandbox(), on(PHONE_NUMBERS.main));
		await expect(life.activate()).rejects.toThrow(
			`go to the server of the assistant "Front desk" (${ASSISTANTS.receptionist})`,
		);
		expect(writes()).toBe(0);
	});

	test('is refused where an assistant of its squad has a server of its own', async () => {
		assistant().server = structuredClone(foreign);
		Object.assign(number(PHONE_NUMBERS.noAssistant), { squadId: SQUADS.clinic });
		const life = triggerLife(sandbox(), on(PHONE_NUMBERS.noAssistant));
		await expect(life.activate()).rejects.toThrow('go to the server of the assistant');
	});
});

describe('registering on a tool', () => {
	test('leaves it as it was', async () => {
		const original = content(tool());
		const life = triggerLife(sandbox(), {
			events: ['tool-calls'],
			registerOn: 'tool',
			toolId: byId(TOOLS.lookUpOrder),
		});
		await life.activate();
		expect(server(tool()).url).toMatch(instanceUrl);
		await life.deactivate();
		expect(content(tool())).toEqual(original);
	});
});

describe('an activation is refused', () => {
	test('where nothing is selected to register on', async () => {
		const life = triggerLife(sandbox(), { events: ['hang'], registerOn: 'assistant' });
		await expect(life.activate()).rejects.toThrow("'Assistant' is empty");
	});

	test('where the assistant does not exist', async () => {
		const life = triggerLife(sandbox(), {
			...onAssistant(),
			assistantId: byId('a1000000-0000-4000-8000-00000000dead'),
		});
		await expect(life.activate()).rejects.toThrow('Vapi does not know the assistant');
	});

	test('where requests are to be checked and nothing says how', async () => {
		const life = triggerLife(sandbox(), { events: ['hang'] });
		await expect(life.activate()).rejects.toThrow('no way to tell requests of Vapi');
	});

	test('not where the credential says how, or everybody may', async () => {
		const checked = { webhookAuth: 'secret', webhookSecret: 'something' };
		await triggerLife(sandbox(), { events: ['hang'] }, checked).activate();
		await triggerLife(sandbox(), { events: ['hang'], acceptFrom: 'anyone' }).activate();
		expect(sandbox().requests).toEqual([]);
	});

	test('where Vapi could not reach the address', async () => {
		const options = {
			parameters: onAssistant(),
			credentials: sandboxCredentials(sandbox()),
			instanceUrl: 'http://n8n.example.com',
		};
		await expect(runHook('create', options)).rejects.toThrow(
			'Vapi cannot reach this n8n at http://n8n.example.com',
		);
		expect(writes()).toBe(0);
	});
});
