import { triggerLife } from '../lifecycle.mts';
import { content, foreign, onAssistant, server, useAccount } from './registrations.mts';

const { sandbox, assistant, writes } = useAccount();

const edited = ['end-of-call-report', 'speech-update'];

/** A published trigger on an assistant that had a server and a choice of events before. */
async function published(options = {}) {
	Object.assign(assistant(), { server: structuredClone(foreign), serverMessages: ['hang'] });
	const life = triggerLife(sandbox(), onAssistant(options));
	await life.activate();
	return life;
}

describe('somebody sets another server while the workflow is published', () => {
	const theirs = { url: 'https://other.example.com/vapi' };

	test('unpublishing leaves it, takes our events back and says so', async () => {
		const life = await published();
		assistant().server = structuredClone(theirs);
		await life.deactivate();
		expect(assistant()).toMatchObject({ server: theirs, serverMessages: ['hang'] });
		expect(life.logged.join()).toContain('had got another server URL, which is left as it is');
	});

	test('and other events: unpublishing leaves both', async () => {
		const life = await published();
		Object.assign(assistant(), { server: structuredClone(theirs), serverMessages: edited });
		const before = writes();
		await life.deactivate();
		expect(assistant()).toMatchObject({ server: theirs, serverMessages: edited });
		expect(writes()).toBe(before);
	});

	test('or none: unpublishing takes our events back', async () => {
		const life = await published();
		delete assistant().server;
		await life.deactivate();
		expect(assistant().server).toBeUndefined();
		expect(assistant().serverMessages).toEqual(['hang']);
	});

	test('the next publishing says what it replaces, and gives it back', async () => {
		const life = await published();
		assistant().server = structuredClone(theirs);
		await life.deactivate();
		life.logged.length = 0;
		await life.activate();
		expect(life.logged.join()).toMatch(/somebody had changed the server URL .* replaced until/);
		await life.deactivate();
		expect(assistant()).toMatchObject({ server: theirs, serverMessages: ['hang'] });
	});
});

describe('somebody edits the server messages while the workflow is published', () => {
	test('unpublishing leaves the edit, puts the server back and says so', async () => {
		const life = await published();
		assistant().serverMessages = [...edited];
		await life.deactivate();
		expect(assistant()).toMatchObject({ server: foreign, serverMessages: edited });
		expect(life.logged.join()).toContain('has changed the server messages');
	});

	test('a restart leaves it and says what does not come any more', async () => {
		const life = await published();
		assistant().serverMessages = [...edited];
		const before = writes();
		await life.activate('init');
		expect(writes()).toBe(before);
		expect(life.logged.join()).toContain('Vapi does not send tool-calls');
	});

	test('the same events in another order are no edit', async () => {
		const life = await published();
		assistant().serverMessages = ['tool-calls', 'end-of-call-report'];
		await life.activate('init');
		await life.deactivate();
		expect(assistant().serverMessages).toEqual(['hang']);
		expect(life.logged).toEqual([]);
	});

	test.each(['activate', 'update'] as const)(
		'publishing (%s) says that it replaces the edit, and gives it back',
		async (activation) => {
			const life = await published();
			assistant().serverMessages = [...edited];
			await life.activate(activation);
			expect(assistant().serverMessages).toEqual(['end-of-call-report', 'tool-calls']);
			expect(life.logged.join()).toMatch(/somebody had changed the server messages .* replaced until/);
			await life.deactivate();
			expect(assistant()).toMatchObject({ server: foreign, serverMessages: edited });
		},
	);

	test('a trigger that takes over keeps the edit for the end', async () => {
		const life = await published();
		assistant().serverMessages = [...edited];
		const second = triggerLife(sandbox(), onAssistant({ takeOver: true }));
		await second.activate();
		await life.deactivate();
		await second.deactivate();
		expect(assistant()).toMatchObject({ server: foreign, serverMessages: edited });
	});
});

test('what was there before may itself be a pasted URL of n8n, which stays as it was', async () => {
	assistant().server = { url: 'https://n8n.example.com/webhook/by-hand/webhook' };
	const original = content(assistant());
	const life = triggerLife(sandbox(), onAssistant());
	await life.activate();
	expect(server(assistant()).headers).toHaveProperty('x-n8n-vapi-secret');
	await life.deactivate();
	expect(content(assistant())).toEqual(original);
});
