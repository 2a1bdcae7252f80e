import type { INodeProperties } from 'n8n-workflow';
import type { Browser, Locator } from 'playwright-core';
import { signIn } from '../../../scripts/n8n/rest.mts';
import type { RestClient } from '../../../scripts/n8n/rest.mts';
import { startServer } from '../../../scripts/n8n/server.mts';
import type { N8nServer } from '../../../scripts/n8n/server.mts';
import { prepare, SETUP_TIMEOUT } from '../environment.mts';
import type { Environment } from '../environment.mts';
import { startChromium } from './chromium.mts';
import { offeredOperations, readDescription, shownParameters } from './description.mts';
import { openEditor } from './editor.mts';
import type { Editor } from './editor.mts';
import { collectPictures } from './pictures.mts';
import { node, saveWorkflow } from './workflows.mts';

const VAPI = 'n8n-nodes-vapi.vapi';
const TRIGGER = 'n8n-nodes-vapi.vapiTrigger';

/** The name that the node gets when its action 'Create' is chosen. */
const CREATE = 'Create call and dial real phone number';

/** Longest time of a test here, in milliseconds: it ends what hangs. */
const TIMEOUT = 300_000;

describe("n8n's editor in a browser, as somebody new to the node uses it", () => {
	const pictures = collectPictures();
	let planned = 0;
	let passed = 0;
	let environment: Environment;
	let server: N8nServer;
	let n8n: RestClient;
	let browser: Browser;
	let editor: Editor;
	let panel: Locator;

	beforeAll(async () => {
		environment = await prepare();
		server = await startServer(environment.n8n);
		n8n = await signIn(server.url);
		browser = await startChromium();
		editor = await openEditor(browser, server.url);
	}, SETUP_TIMEOUT + TIMEOUT);

	afterAll(async () => {
		if (passed === planned) await pictures.save();
		await browser?.close();
		await server?.stop();
		await environment?.close();
	}, TIMEOUT);

	/** A step of the visit; pictures of a visit that did not go well from first to last are lost. */
	const visit = (run: () => Promise<void>) => {
		planned += 1;
		return async () => {
			await run();
			expect(editor.faults).toEqual([]);
			passed += 1;
		};
	};

	const vapiCredential = () => {
		const { id, name } = environment.credential;
		return { credentials: { vapiApi: { id, name } } };
	};

	/** The buttons that add something to a collection, by what is written on them. */
	const addButton = (text: string) =>
		panel
			.locator('[data-test-id="collection-parameter-add"]')
			.filter({ has: editor.page.locator(`input[placeholder="${text}"]`) })
			.last();

	it(
		'finds the node by what people search for',
		visit(async () => {
			await editor.openWorkflow();
			for (const text of ['vapi', 'phone call', 'voice agent']) {
				expect(await editor.searchNodes(text, 'Vapi')).toContain('Vapi');
			}
		}),
		TIMEOUT,
	);

	it(
		'adds it behind a trigger by one of its actions, with the credential that is there',
		visit(async () => {
			await editor.searchNodes('', 'Trigger manually');
			await editor.choose('Trigger manually');
			await editor.part('canvas-node').waitFor();
			await editor.searchNodes('vapi', 'Vapi');
			await editor.choose('Vapi');
			await pictures.take(editor.page, 'actions');
			await editor.choose(CREATE);
			panel = editor.part('ndv');
			await panel.waitFor();
			expect(await panel.innerText()).toContain(CREATE);
			await editor.part('node-credentials-select', panel).click();
			const id = `node-credentials-select-item-${environment.credential.id}`;
			await editor.part(id).click();
			expect(await editor.part('node-credentials-select', panel).locator('input').inputValue()).toBe(
				environment.credential.name,
			);
		}),
		TIMEOUT,
	);

	it(
		'says what a number lacks before anything is sent',
		visit(async () => {
			await editor.pick('assistantId', 'lead', 'Lead qualifier');
			await editor.pick('phoneNumberId', 'main', 'Main line');
			await editor.fill('to', '555-0123');
			await editor.execute(
				'\'To\' has no country code: "555-0123"',
				"or add 'Default Country Code' under 'Additional Fields'",
			);
			expect(environment.sandbox.dials).toEqual([]);
		}),
		TIMEOUT,
	);

	it(
		'places the call and shows it',
		visit(async () => {
			await editor.fill('to', '+1 (555) 555-0123');
			await editor.execute('customerNumber', '+15555550123', 'queued');
			const [dial, ...others] = environment.sandbox.dials;
			expect(others).toEqual([]);
			expect(dial?.number).toBe('+15555550123');
			expect(await editor.part('output-panel').innerText()).toContain(dial?.callId);
			await pictures.take(editor.page, 'create');
		}),
		TIMEOUT,
	);

	it(
		'offers the additional fields by theme',
		visit(async () => {
			const description = await readDescription(n8n, VAPI);
			const shown = shownParameters(description, { resource: 'call', operation: 'create' });
			const themes = (shown.find(({ name }) => name === 'additionalFields')?.options ??
				[]) as INodeProperties[];
			expect(await editor.offered(addButton('Add Field'))).toEqual(
				themes.map(({ displayName }) => displayName),
			);
			const fields = [
				['Customer', 'Customer Name'],
				['Conversation', 'First Message'],
				['Schedule', 'Earliest At'],
			] as const;
			const adds = new Map(themes.map(({ displayName, placeholder = '' }) => [displayName, placeholder]));
			for (const [theme, field] of fields) {
				await editor.add(addButton('Add Field'), theme);
				await editor.add(addButton(adds.get(theme) as string), field);
				adds.delete(theme);
			}
			await editor.part('node-parameters', panel).hover();
			await editor.page.mouse.wheel(0, 5_000);
			await pictures.take(editor.page, 'additional-fields');
			for (const [theme, placeholder] of adds) {
				await editor.add(addButton('Add Field'), theme);
				expect((await editor.offered(addButton(placeholder))).length).toBeGreaterThan(0);
			}
			await editor.closeNode();
		}),
		TIMEOUT,
	);

	it(
		'opens every operation of every resource with all its parameters',
		visit(async () => {
			const description = await readDescription(n8n, VAPI);
			const operations = offeredOperations(description);
			const id = await saveWorkflow(n8n, 'Operations', [
				node('Start', 'n8n-nodes-base.manualTrigger', [0, 0]),
				node('Vapi', VAPI, [220, 0], {
					...vapiCredential(),
					parameters: { resource: 'call', operation: 'get' },
				}),
			]);
			await editor.openWorkflow(id);
			panel = await editor.openNode('Vapi');
			let resourceBefore = 'call';
			for (const { resource, operation } of operations) {
				if (resource.value !== resourceBefore) await editor.select('resource', resource.name);
				resourceBefore = resource.value;
				await editor.select('operation', operation.name);
				const parameters = { resource: resource.value, operation: operation.value };
				for (const { displayName } of shownParameters(description, parameters)) {
					const label = editor.part('node-parameters', panel).getByText(displayName);
					await label.first().waitFor({ state: 'attached' });
				}
			}
			expect(operations.length).toBeGreaterThan(10);
		}),
		TIMEOUT,
	);

	it(
		'lists calls, one row each',
		visit(async () => {
			await editor.select('resource', 'Call');
			await editor.select('operation', 'Get Many');
			await editor.execute('answered', 'busy', 'voicemail');
			expect(editor.faults).toEqual([]);
			await pictures.take(editor.page, 'get-many');
			await editor.closeNode();
		}),
		TIMEOUT,
	);

	it(
		'shows what a call looks like before anything has run',
		visit(async () => {
			const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
			const id = await saveWorkflow(
				n8n,
				'Not run yet',
				[
					node('Start', 'n8n-nodes-base.manualTrigger', [0, 0]),
					node('Vapi', VAPI, [220, 0], {
						...vapiCredential(),
						parameters: { resource: 'call', operation: 'getAll' },
					}),
					node('After', 'n8n-nodes-base.limit', [440, 0]),
				],
				{ Start: to('Vapi'), Vapi: to('After') },
			);
			await editor.openWorkflow(id);
			panel = await editor.openNode('After');
			const input = editor.part('ndv-input-panel', panel);
			for (const field of ['outcome', 'durationSeconds', 'transcript']) {
				await input.getByText(field, { exact: true }).first().waitFor();
			}
			expect(await input.innerText()).toContain('customerNumber');
			await editor.closeNode();
		}),
		TIMEOUT,
	);

	it(
		'lets a model fill a field where the node is a tool of an agent',
		visit(async () => {
			const id = await saveWorkflow(
				n8n,
				'An agent that phones',
				[
					node('When chat message received', '@n8n/n8n-nodes-langchain.chatTrigger', [0, 0], {
						typeVersion: 1.4,
						parameters: { options: {} },
						webhookId: 'chat-of-the-browser-test',
					}),
					node('AI Agent', '@n8n/n8n-nodes-langchain.agent', [220, 0], {
						typeVersion: 3,
						parameters: { options: {} },
					}),
					node('Call someone', `${VAPI}Tool`, [340, 220], {
						...vapiCredential(),
						parameters: { resource: 'call', operation: 'create' },
					}),
				],
				{
					'When chat message received': { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
					'Call someone': { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
				},
			);
			await editor.openWorkflow(id);
			panel = await editor.openNode('Call someone');
			const to = editor.part('parameter-input-to', panel).locator('..');
			await to.locator('[data-test-id="from-ai-override-button"]').first().click();
			await panel.getByText('Defined automatically by the model').waitFor();
			expect(await panel.innerText()).toContain('Tool Description');
			await pictures.take(editor.page, 'tool');
			await editor.closeNode();
		}),
		TIMEOUT,
	);

	it(
		'opens the trigger with its URLs, and says what to do where nothing can be checked',
		visit(async () => {
			const description = await readDescription(n8n, TRIGGER);
			const id = await saveWorkflow(n8n, 'Trigger', [
				node('Vapi Trigger', TRIGGER, [0, 0], {
					...vapiCredential(),
					parameters: {},
					webhookId: '5a0c7a8e-6f0c-4a52-9a0e-0c8c5c8a1b01',
				}),
			]);
			await editor.openWorkflow(id);
			panel = await editor.openNode('Vapi Trigger');
			for (const { displayName } of shownParameters(description, {})) {
				await panel.getByText(displayName).first().waitFor({ state: 'attached' });
			}
			await panel.getByText('Webhook URLs').click();
			await panel.getByText(`${server.url}/webhook-test/`).waitFor();
			await pictures.take(editor.page, 'trigger');
			await editor.part('trigger-execute-button', panel).click();
			await editor.page.getByText('has no way to tell requests of Vapi').first().waitFor();
			await editor.page.getByText("Set 'Check Webhooks By' in the Vapi credential").first().waitFor();
			await editor.select('acceptFrom', 'From Anyone');
			await panel.getByText('Anyone who knows the webhook URL').waitFor();
			expect(await panel.innerText()).toContain('Accept Requests');
			await editor.closeNode();
		}),
		TIMEOUT,
	);

	it(
		'shows the example that calls a list of leads, and runs it',
		visit(async () => {
			const placed = environment.sandbox.dials.length;
			await editor.openWorkflow('call-a-list-of-leads');
			await editor.part('execute-workflow-button').click();
			await editor.page.getByText('3 items').first().waitFor();
			await editor.page.getByText('Workflow executed successfully').first().waitFor();
			expect(environment.sandbox.dials).toHaveLength(placed + 3);
			await pictures.take(editor.page, 'workflow');
		}),
		TIMEOUT,
	);

	it(
		'asks for a credential where there is none, and takes one that works',
		visit(async () => {
			const { id: credentialId, data } = environment.credential;
			await n8n.request('DELETE', `/credentials/${credentialId}`);
			const id = await saveWorkflow(n8n, 'No credential', [
				node('Start', 'n8n-nodes-base.manualTrigger', [0, 0]),
				node('Vapi', VAPI, [220, 0], { parameters: { resource: 'call', operation: 'getAll' } }),
			]);
			await editor.openWorkflow(id);
			panel = await editor.openNode('Vapi');
			await pictures.take(editor.page, 'no-credential');
			await editor.part('node-credentials-empty-state', panel).locator('button').first().click();
			const dialog = editor.part('credential-edit-dialog');
			await dialog.getByText('API Key').first().waitFor();
			await editor.fill('apiKey', String(data['apiKey']));
			await editor.select('region', 'Custom');
			await editor.fill('baseUrl', String(data['baseUrl']));
			await pictures.take(editor.page, 'credential');
			await editor.part('credential-save-button').click();
			const tested = dialog.getByText('Connection tested successfully').first();
			await tested.waitFor({ state: 'attached' });
			await dialog.waitFor({ state: 'hidden' });
			await editor.execute('answered');
			expect(editor.faults).toEqual([]);
			await editor.closeNode();
		}),
		TIMEOUT,
	);
});
