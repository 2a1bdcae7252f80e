import type { Environment } from '../environment.mts';
import { offeredOperations, readDescription, shownParameters } from './description.mts';
import type { Tour } from './tour.mts';
import { node, saveWorkflow, VAPI } from './workflows.mts';

const TRIGGER = 'n8n-nodes-vapi.vapiTrigger';

const vapiCredential = ({ credential: { id, name } }: Environment) => ({
	credentials: { vapiApi: { id, name } },
});

/** Opens every operation, and looks for each of its parameters. */
export async function expectOperationsOpened(tour: Tour): Promise<void> {
	const { environment, n8n, editor } = tour;
	const description = await readDescription(n8n, VAPI);
	const operations = offeredOperations(description);
	const id = await saveWorkflow(n8n, 'Operations', [
		node('Start', 'n8n-nodes-base.manualTrigger', [0, 0]),
		node('Vapi', VAPI, [220, 0], {
			...vapiCredential(environment),
			parameters: { resource: 'call', operation: 'get' },
		}),
	]);
	await editor.openWorkflow(id);
	tour.panel = await editor.openNode('Vapi');
	let resourceBefore = 'call';
	for (const { resource, operation } of operations) {
		if (resource.value !== resourceBefore) await editor.select('resource', resource.name);
		resourceBefore = resource.value;
		await editor.select('operation', operation.name);
		const parameters = { resource: resource.value, operation: operation.value };
		for (const { displayName } of shownParameters(description, parameters)) {
			const label = editor.part('node-parameters', tour.panel).getByText(displayName);
			await label.first().waitFor({ state: 'attached' });
		}
	}
	expect(operations.length).toBeGreaterThan(10);
}

/** Looks at the input of a node behind one that has not run. */
export async function expectOutputShown(tour: Tour): Promise<void> {
	const { environment, n8n, editor } = tour;
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const id = await saveWorkflow(
		n8n,
		'Not run yet',
		[
			node('Start', 'n8n-nodes-base.manualTrigger', [0, 0]),
			node('Vapi', VAPI, [220, 0], {
				...vapiCredential(environment),
				parameters: { resource: 'call', operation: 'getAll' },
			}),
			node('After', 'n8n-nodes-base.limit', [440, 0]),
		],
		{ Start: to('Vapi'), Vapi: to('After') },
	);
	await editor.openWorkflow(id);
	tour.panel = await editor.openNode('After');
	const input = editor.part('ndv-input-panel', tour.panel);
	for (const field of ['outcome', 'durationSeconds', 'transcript']) {
		await input.getByText(field, { exact: true }).first().waitFor();
	}
	expect(await input.innerText()).toContain('customerNumber');
	await editor.closeNode();
}

/** Opens the node as a tool of an agent, and lets the model fill a field. */
export async function expectFieldLeftToModel(tour: Tour): Promise<void> {
	const { environment, n8n, editor, pictures } = tour;
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
				...vapiCredential(environment),
				parameters: { resource: 'call', operation: 'create' },
			}),
		],
		{
			'When chat message received': { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
			'Call someone': { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
		},
	);
	await editor.openWorkflow(id);
	tour.panel = await editor.openNode('Call someone');
	const to = editor.part('parameter-input-to', tour.panel).locator('..');
	await to.locator('[data-test-id="from-ai-override-button"]').first().click();
	await tour.panel.getByText('Defined automatically by the model').waitFor();
	expect(await tour.panel.innerText()).toContain('Tool Description');
	await pictures.take(editor.page, 'tool');
	await editor.closeNode();
}

/** Opens the trigger, and listens with it. */
export async function expectTriggerOpened(tour: Tour): Promise<void> {
	const { environment, server, n8n, editor, pictures } = tour;
	const description = await readDescription(n8n, TRIGGER);
	const id = await saveWorkflow(n8n, 'Trigger', [
		node('Vapi Trigger', TRIGGER, [0, 0], {
			...vapiCredential(environment),
			parameters: {},
			webhookId: '5a0c7a8e-6f0c-4a52-9a0e-0c8c5c8a1b01',
		}),
	]);
	await editor.openWorkflow(id);
	tour.panel = await editor.openNode('Vapi Trigger');
	for (const { displayName } of shownParameters(description, {})) {
		await tour.panel.getByText(displayName).first().waitFor({ state: 'attached' });
	}
	await tour.panel.getByText('Webhook URLs').click();
	await tour.panel.getByText(`${server.url}/webhook-test/`).waitFor();
	await pictures.take(editor.page, 'trigger');
	await editor.part('trigger-execute-button', tour.panel).click();
	await editor.page.getByText('has no way to tell requests of Vapi').first().waitFor();
	await editor.page.getByText("Set 'Check Webhooks By' in the Vapi credential").first().waitFor();
	await editor.select('acceptFrom', 'From Anyone');
	await tour.panel.getByText('Anyone who knows the webhook URL').waitFor();
	expect(await tour.panel.innerText()).toContain('Accept Requests');
	await editor.closeNode();
}
