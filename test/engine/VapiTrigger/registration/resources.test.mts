import type { IDataObject } from 'n8n-workflow';
import { serverMessagesFor } from '../../../../nodes/VapiTrigger/registration/serverMessages.ts';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS, TOOLS } from '../../../../sandbox/seed.mts';
import { byId } from '../../support.mts';
import { instanceUrl, triggerLife } from '../lifecycle.mts';
import { content, foreign, onAssistant, server, useAccount } from './registrations.mts';

const { sandbox, assistant, number, tool, writes } = useAccount();

const backoffPlan = { type: 'fixed', maxRetries: 2, baseDelaySeconds: 1 };

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

	test('asks for all that an assistant can be asked for, where any event starts the workflow', async () => {
		const life = triggerLife(sandbox(), { ...onAssistant(), events: ['*'] });
		await life.activate();
		expect(assistant().serverMessages).toEqual(serverMessagesFor(['*']));
		expect(assistant().serverMessages).toContain('model-output');
		expect(await life.isRegistered()).toBe(true);
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
