import type { INodeProperties } from 'n8n-workflow';
import { readDescription, shownParameters } from './description.mts';
import type { Tour } from './tour.mts';
import { VAPI } from './workflows.mts';

/** The name that the node gets when its action 'Create' is chosen. */
export const CREATE = 'Create phone call';

/** The buttons that add something to a collection, by what is written on them. */
const addButton = ({ editor, panel }: Tour, text: string) =>
	panel
		.locator('[data-test-id="collection-parameter-add"]')
		.filter({ has: editor.page.locator(`input[placeholder="${text}"]`) })
		.last();

/** Adds the node by one of its actions, with the credential that is there. */
export async function expectCreateAdded(tour: Tour): Promise<void> {
	const { environment, editor, pictures } = tour;
	await editor.openWorkflow();
	await editor.searchNodes('', 'Trigger manually');
	await editor.choose('Trigger manually');
	await editor.part('canvas-node').waitFor();
	await editor.searchNodes('vapi', 'Vapi');
	await editor.choose('Vapi');
	await pictures.take(editor.page, 'actions');
	await editor.choose(CREATE);
	tour.panel = editor.part('ndv');
	await tour.panel.waitFor();
	expect(await tour.panel.innerText()).toContain(CREATE);
	await editor.part('node-credentials-select', tour.panel).click();
	const id = `node-credentials-select-item-${environment.credential.id}`;
	await editor.part(id).click();
	expect(await editor.part('node-credentials-select', tour.panel).locator('input').inputValue()).toBe(
		environment.credential.name,
	);
}

/** Opens the list of additional fields, and adds one of each kind. */
export async function expectFieldsOffered(tour: Tour): Promise<void> {
	const { n8n, editor, pictures } = tour;
	const description = await readDescription(n8n, VAPI);
	const shown = shownParameters(description, { resource: 'call', operation: 'create' });
	const fields = (shown.find(({ name }) => name === 'additionalFields')?.options ??
		[]) as INodeProperties[];
	const offered = await editor.offered(addButton(tour, 'Add Field'));
	expect(offered).toEqual(fields.map(({ displayName }) => displayName));
	expect(offered.at(-1)).toMatch(/ \(JSON\)$/);
	for (const field of ['Customer Name', 'First Message', 'Schedule Earliest At', 'Metadata (JSON)']) {
		await editor.add(addButton(tour, 'Add Field'), field);
	}
	expect(await tour.panel.innerText()).toContain('e.g. { "leadId": 1042');
	await editor.part('node-parameters', tour.panel).hover();
	await editor.page.mouse.wheel(0, 5_000);
	await pictures.take(editor.page, 'additional-fields');
}

/** Chooses an agent that lives for one call. */
export async function expectNewAssistantShown({ editor, panel, pictures }: Tour): Promise<void> {
	await editor.page.mouse.wheel(0, -10_000);
	await editor.select('agent', 'New Assistant');
	for (const name of ['firstMessage', 'systemPrompt', 'modelProvider', 'model']) {
		await editor.part(`parameter-input-${name}`, panel).waitFor();
	}
	const model = editor.part('parameter-input-model', panel).locator('input').first();
	expect(await model.inputValue()).toBe('gpt-4o');
	await pictures.take(editor.page, 'new-assistant');
	await editor.select('agent', 'Assistant');
	await editor.closeNode();
}
