import { instanceUrl, secondN8n, triggerLife, type TriggerLife } from '../lifecycle.mts';
import { content, foreign, onAssistant, server, useAccount } from './registrations.mts';

const { sandbox, assistant, writes } = useAccount();

/** The same workflow in another n8n; `export:workflow` can bring its static data along. */
function importedFrom(first: TriggerLife, options = {}, staticData = {}): TriggerLife {
	const life = triggerLife(sandbox(), onAssistant(options));
	Object.assign(life, { n8n: secondN8n, webhookId: first.webhookId, saved: staticData });
	return life;
}

const brought: Array<[string, boolean]> = [
	['without', false],
	['with', true],
];

describe.each(brought)('a published workflow, imported into a second n8n %s its static data', (_, isBrought) => {
	test('is refused there, with both addresses, and the first goes on', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const first = triggerLife(sandbox(), onAssistant());
		await first.activate();
		const registered = content(assistant());
		const second = importedFrom(first, {}, isBrought ? first.saved : {});
		for (const activation of ['activate', 'init'] as const) {
			await expect(second.activate(activation)).rejects.toThrow(
				new RegExp(
					`Another Vapi Trigger receives.* registered at ${instanceUrl}/.* this one would be at ${secondN8n.instanceUrl}.*the same workflow in another n8n.*'Take Over'`,
				),
			);
		}
		await second.deactivate();
		expect(content(assistant())).toEqual(registered);
		expect(await first.isRegistered('init')).toBe(true);
		await first.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('takes over there by choice, and the first does not take it back by itself', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const first = triggerLife(sandbox(), onAssistant());
		await first.activate();
		const second = importedFrom(first, { takeOver: true }, isBrought ? first.saved : {});
		await second.activate();
		expect(server(assistant()).url).toMatch(secondN8n.instanceUrl);
		await expect(first.activate('init')).rejects.toThrow('Another Vapi Trigger');
		await first.deactivate();
		expect(server(assistant()).url).toMatch(secondN8n.instanceUrl);
		await second.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('does not take the events away for a test there', async () => {
		const first = triggerLife(sandbox(), onAssistant());
		await first.activate();
		const registered = content(assistant());
		const second = importedFrom(first, { registerDuringTest: true }, isBrought ? first.saved : {});
		await expect(second.listen()).rejects.toThrow('Another Vapi Trigger receives the events');
		expect(content(assistant())).toEqual(registered);
	});
});

describe('an n8n that gets another address', () => {
	const moved = 'https://n8n.example.com';

	test('registers the new one at the next publishing, and still knows what was there', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.n8n = { ...life.n8n, instanceUrl: moved };
		expect(await life.isRegistered('init')).toBe(false);
		await life.activate('init');
		expect(server(assistant()).url).toMatch(moved);
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('gives back what it registered under the old one', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate();
		life.n8n = { ...life.n8n, instanceUrl: moved };
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('and was killed before it had saved the old one, is another n8n: Take Over helps', async () => {
		assistant().server = structuredClone(foreign);
		const original = content(assistant());
		const life = triggerLife(sandbox(), onAssistant());
		await life.activate('activate', true);
		life.n8n = { ...life.n8n, instanceUrl: moved };
		await expect(life.activate()).rejects.toThrow('under an earlier address of this one');
		life.parameters = onAssistant({ takeOver: true });
		await life.activate();
		await life.deactivate();
		expect(content(assistant())).toEqual(original);
	});

	test('or serves two n8n under one host, tells them apart by their paths', async () => {
		const life = triggerLife(sandbox(), onAssistant());
		life.n8n = { instanceUrl: `${moved}/one`, instanceId: 'first' };
		await life.activate();
		const before = writes();
		const second = importedFrom(life);
		second.n8n = { instanceUrl: `${moved}/two`, instanceId: 'second' };
		await expect(second.activate()).rejects.toThrow('the same workflow in another n8n');
		expect(writes()).toBe(before);
	});
});
