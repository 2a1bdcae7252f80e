import { runHook, sandboxCredentials } from '../../harness/index.mts';
import { byId } from '../../support.mts';
import { instanceUrl, triggerLife } from '../lifecycle.mts';
import { content, foreign, onAssistant, server, useAccount } from './registrations.mts';

const { sandbox, assistant, writes } = useAccount();

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

	test('the second takes over by choice, and what comes back in the end is what was first', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const first = triggerLife(sandbox(), onAssistant());
		const second = triggerLife(sandbox(), onAssistant({ takeOver: true }));
		await first.activate();
		await second.activate();
		await expect(first.activate('init')).rejects.toThrow('Another Vapi Trigger');
		await first.deactivate();
		await second.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('the second is not let in where nobody could tell what was first', async () => {
		assistant().server = structuredClone(foreign);
		await triggerLife(sandbox(), onAssistant()).activate();
		const { headers = {} } = server(assistant());
		headers['x-n8n-vapi-previous'] = 'c2VhbGVkIHdpdGggYW5vdGhlciBrZXkgYnkgc29tZWJvZHk';
		const registered = content(assistant());
		const second = triggerLife(sandbox(), onAssistant({ takeOver: true }));
		await expect(second.activate()).rejects.toThrow(
			/had before the other Vapi Trigger cannot be read.*another API key.*Unpublish that workflow/,
		);
		expect(content(assistant())).toEqual(registered);
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

	test('does not take events away from another published workflow, not even with Take Over', async () => {
		await triggerLife(sandbox(), onAssistant()).activate();
		const registered = content(assistant());
		const life = triggerLife(sandbox(), onAssistant({ registerDuringTest: true, takeOver: true }));
		await expect(life.listen()).rejects.toThrow(
			/Another Vapi Trigger receives the events.*a test does not take them away/,
		);
		expect(content(assistant())).toEqual(registered);
	});

	test.each<'GET' | 'PATCH'>(['GET', 'PATCH'])(
		'whose end Vapi does not take (%s) says so in the log and throws nothing, which would end n8n',
		async (method) => {
			const life = triggerLife(sandbox(), onAssistant({ registerDuringTest: true }));
			const stop = await life.listen();
			sandbox().faults.add({ method, kind: 'status', status: 403 });
			await stop();
			expect(life.logged.join()).toContain('may still send its events to this workflow');
		},
	);

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

describe('an activation is refused', () => {
	test('where nothing is selected to register on', async () => {
		const life = triggerLife(sandbox(), { events: ['hang'], registerOn: 'assistant' });
		await expect(life.activate()).rejects.toThrow("'Assistant' is empty");
		expect(await life.deactivate()).toBe(true);
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

describe('a refusal says how to try again', () => {
	const anew =
		/To try again, publish this workflow \(n8n 1\.x: activate it\); where n8n shows it as published already, unpublish it first\.$/;

	test('after what has to be done outside of the workflow, of which n8n knows nothing', async () => {
		const first = triggerLife(sandbox(), onAssistant());
		await first.activate();
		await expect(triggerLife(sandbox(), onAssistant()).activate()).rejects.toThrow(anew);
		assistant().server = structuredClone(foreign);
		await expect(first.activate('init')).rejects.toThrow(anew);
		const manual = triggerLife(sandbox(), { events: ['hang'] });
		await expect(manual.activate()).rejects.toThrow(anew);
	});

	test('but not in a test, which needs no publishing', async () => {
		await expect(triggerLife(sandbox(), onAssistant()).listen()).rejects.toThrow(/From Anyone\.$/);
	});
});
