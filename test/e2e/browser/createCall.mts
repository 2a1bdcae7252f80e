import type { INodeProperties } from 'n8n-workflow';
import { readDescription, shownParameters } from './description.mts';
import type { Tour } from './tour.mts';
import { VAPI } from './workflows.mts';

/** The name that the node gets when its action 'Create' is chosen. */
const CREATE = 'Create call and dial real phone number';

/** The buttons that add something to a collection, by what is written on them. */
const addButton = ({ editor, panel }: Tour, text: string) =>
	panel
		.locator('[data-test-id="collection-parameter-add"]')
		.filter({ has: editor.page.locator(`input[placeholder="${text}"]`) })
		.last();

/** Adds the node by one of its actions, with the credential that is there. */
export async function expectCreateAdded(tour: Tour): Promise<void> {
	const { environment, editor, pictures } = tour;
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

/** Opens every theme of the additional fields. */
export async function expectThemesOffered(tour: Tour): Promise<void> {
	const { n8n, editor, pictures } = tour;
	const description = await readDescription(n8n, VAPI);
	const shown = shownParameters(description, { resource: 'call', operation: 'create' });
	const themes = (shown.find(({ name }) => name === 'additionalFields')?.options ??
		[]) as INodeProperties[];
	expect(await editor.offered(addButton(tour, 'Add Field'))).toEqual(
		themes.map(({ displayName }) => displayName),
	);
	const fields = [
		['Customer', 'Customer Name'],
		['Conversation', 'First Message'],
		['Schedule', 'Earliest At'],
	] as const;
	const adds = new Map(themes.map(({ displayName, placeholder = '' }) => [displayName, placeholder]));
	for (const [theme, field] of fields) {
		await editor.add(addButton(tour, 'Add Field'), theme);
		await editor.add(addButton(tour, adds.get(theme) as string), field);
		adds.delete(theme);
	}
	await editor.part('node-parameters', tour.panel).hover();
	await editor.page.mouse.wheel(0, 5_000);
	await pictures.take(editor.page, 'additional-fields');
	for (const [theme, placeholder] of adds) {
		await editor.add(addButton(tour, 'Add Field'), theme);
		expect((await editor.offered(addButton(tour, placeholder))).length).toBeGreaterThan(0);
	}
	await editor.closeNode();
}
