import { ASSISTANTS } from '../../../../sandbox/seed.mts';
import { attemptHook, sandboxCredentials } from '../../harness/index.mts';
import { instanceUrl, triggerLife } from '../lifecycle.mts';
import { content, foreign, onAssistant, server, useAccount } from './registrations.mts';

const { sandbox, assistant, writes } = useAccount();

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
		await expect(life.deactivate()).rejects.toThrow(
			/assistant .* may still send its events to this workflow.*publish the workflow and unpublish it/,
		);
		sandbox().faults.clear();
		expect(await life.deactivate()).toBe(true);
		expect(content(assistant())).toEqual(original);
	});
});

test('an activation that fails and cannot be cleared up reports the failure alone', async () => {
	const options = {
		parameters: onAssistant(),
		credentials: sandboxCredentials(sandbox()),
		instanceUrl,
		activation: 'update' as const,
	};
	sandbox().faults.add({ method: 'PATCH', kind: 'resetAfterAccept', times: 1 });
	const created = await attemptHook('create', options);
	sandbox().faults.add({ kind: 'status', status: 403 });
	// n8n 2.41 clears up with what the hook has noted, and keeps the webhook where that throws.
	const cleared = await attemptHook('delete', { ...options, staticData: created.staticData });
	expect([created.error, cleared.result]).toEqual([expect.anything(), false]);
	// When the workflow is unpublished, the failure is said.
	const ended = await attemptHook('delete', { ...options, staticData: cleared.staticData });
	expect(String(ended.error)).toContain('may still send its events to this workflow');
});

describe('the API key is replaced at Vapi', () => {
	const rotate = (life: ReturnType<typeof triggerLife>) => {
		sandbox().state.privateKey = 'new-key';
		return () => void (life.credentials.apiKey = 'new-key');
	};

	test('and in n8n: unpublishing gives back what was there', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		rotate(life)();
		expect(await life.isRegistered('init')).toBe(true);
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('and not yet in n8n: unpublishing fails, and is made up for with the new key', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		const enter = rotate(life);
		await expect(life.deactivate()).rejects.toThrow(/may still send its events.*401/);
		await expect(life.activate()).resolves.toBeUndefined();
		enter();
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('and another trigger with the new key takes over only once the first is unpublished', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const first = triggerLife(sandbox(), onAssistant());
		await first.activate();
		rotate(first)();
		const second = triggerLife(sandbox(), onAssistant({ takeOver: true }), { apiKey: 'new-key' });
		await expect(second.activate()).rejects.toThrow('Unpublish that workflow first');
		await first.deactivate();
		await second.activate();
		await second.deactivate();
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
