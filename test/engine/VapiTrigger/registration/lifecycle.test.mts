import { ASSISTANTS } from '../../../../sandbox/seed.mts';
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
