import { ASSISTANTS } from '../../../../sandbox/seed.mts';
import { attemptHook, sandboxCredentials } from '../../harness/index.mts';
import { instanceUrl, triggerLife } from '../lifecycle.mts';
import { content, foreign, onAssistant, server, useAccount } from './registrations.mts';

const { sandbox, assistant } = useAccount();

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

	test('with a key of another organization takes it for gone, and is made up for later', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		sandbox().faults.add({ kind: 'status', status: 404 });
		expect(await life.deactivate()).toBe(true);
		expect(life.logged.join()).toContain('belongs to another organization than the API key');
		sandbox().faults.clear();
		await life.activate();
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
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

test('an assistant without events gets the default ones where Vapi takes no null', async () => {
	const life = triggerLife(sandbox(), onAssistant());
	await life.activate();
	sandbox().faults.add({ method: 'PATCH', kind: 'status', status: 400, times: 1 });
	expect(await life.deactivate()).toBe(true);
	expect(assistant().server).toBeUndefined();
	expect(assistant().serverMessages).toHaveLength(11);
	expect(assistant().serverMessages).toContain('end-of-call-report');
});
