import { triggerLife } from '../lifecycle.mts';
import { content, foreign, onAssistant, useAccount } from './registrations.mts';

const { sandbox, assistant } = useAccount();

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
