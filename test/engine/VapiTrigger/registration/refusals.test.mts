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
