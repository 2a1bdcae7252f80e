import type { Browser, Locator, Page } from 'playwright-core';
import { OWNER } from '../../../scripts/n8n/rest.mts';

/** Size of the window, and so of every picture. */
export const WINDOW = { width: 1280, height: 960 };

/** How long to wait for something to appear, in milliseconds; it ends what hangs. */
const PATIENCE = 60_000;

/** n8n's editor in a browser, in the words of somebody who uses it. */
export interface Editor {
	page: Page;
	/** Faults that the editor's own code has thrown, which a user would see as a broken panel. */
	faults: string[];
	/** The first visible element with a test ID of n8n's. */
	part(id: string, within?: Locator): Locator;
	/** Opens a saved workflow, or an empty one. */
	openWorkflow(id?: string): Promise<void>;
	/** Opens the panel of a node that is on the canvas. */
	openNode(name: string): Promise<Locator>;
	closeNode(): Promise<void>;
	/** Searches the node creator and gives what it offers once `name` or nothing at all is there. */
	searchNodes(text: string, name: string): Promise<string[]>;
	/** Chooses an entry of the node creator. */
	choose(name: string): Promise<void>;
	/** Chooses an option of a list by its name. */
	select(parameter: string, name: string): Promise<void>;
	/** The names of a list's options. */
	options(parameter: string): Promise<string[]>;
	/** Types into the list of a resource locator and takes the first entry with that text. */
	pick(parameter: string, typed: string, label: string): Promise<void>;
	/** Fills a text field. */
	fill(parameter: string, text: string): Promise<void>;
	/** Opens the list behind an "Add ..." button, and gives what it offers. */
	offered(button: Locator): Promise<string[]>;
	/** Adds an entry behind an "Add ..." button. */
	add(button: Locator, name: string): Promise<void>;
	/** Executes the node whose panel is open and waits until its output shows these texts. */
	execute(...texts: string[]): Promise<void>;
}

async function signIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.locator('input[type=email], input[name=emailOrLdapLoginId]').fill(OWNER.email);
	await page.locator('input[type=password]').fill(OWNER.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}

/** Signs in as the owner, whom `signIn` of rest.mts has created, and gives the editor. */
export async function openEditor(browser: Browser, url: string): Promise<Editor> {
	const page = await browser.newPage({
		viewport: WINDOW,
		locale: 'en-US',
		timezoneId: 'UTC',
		reducedMotion: 'reduce',
	});
	page.setDefaultTimeout(PATIENCE);
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await signIn(page, url);

	const part = (id: string, within?: Locator) =>
		(within ?? page).locator(`[data-test-id="${id}"]:visible`).first();
	const creatorItems = page.locator('[data-test-id="node-creator-item-name"]:visible');
	const added = page.locator('[data-test-id="collection-parameter-option"]:visible');
	const listed = page.locator('[data-test-id="parameter-input-item"]:visible');

	/** Opens a list of options and waits until it has some. */
	const unfold = async (parameter: string) => {
		await part(`parameter-input-${parameter}`).locator('input').first().click();
		await listed.first().waitFor();
	};
	const nameOf = (item: Locator) => item.locator('.option-headline, span').first();

	return {
		page,
		faults,
		part,
		async openWorkflow(id = 'new') {
			await page.goto(`${url}/workflow/${id}`);
			await part('canvas-wrapper').waitFor();
			const ready = id === 'new' ? 'canvas-add-button' : 'canvas-node';
			await part(ready).waitFor();
		},
		async openNode(name) {
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
			await part('ndv').waitFor();
			return part('ndv');
		},
		async closeNode() {
			await part('ndv-close-button').click();
			await part('ndv').waitFor({ state: 'hidden' });
		},
		async searchNodes(text, name) {
			if (!(await part('node-creator-search-bar').count())) {
				await part('node-creator-plus-button').click();
			}
			await part('node-creator-search-bar').fill(text);
			const found = creatorItems.getByText(name, { exact: true });
			await found.or(part('node-creator-no-results')).first().waitFor();
			return (await creatorItems.allInnerTexts()).map((name) => name.trim());
		},
		async choose(name) {
			await creatorItems.getByText(name, { exact: true }).first().click();
		},
		async select(parameter, name) {
			await unfold(parameter);
			await listed.filter({ hasText: name }).getByText(name, { exact: true }).first().click();
			await listed.first().waitFor({ state: 'hidden' });
		},
		async options(parameter) {
			await unfold(parameter);
			const items = await listed.all();
			const names = await Promise.all(items.map((item) => nameOf(item).innerText()));
			await page.keyboard.press('Escape');
			await listed.first().waitFor({ state: 'hidden' });
			return names.map((name) => name.trim());
		},
		async pick(parameter, typed, label) {
			await part('rlc-input', part(`resource-locator-${parameter}`)).click();
			await part('rlc-search').fill(typed);
			const items = page.locator('[data-test-id="rlc-item"]:visible');
			await items.filter({ hasText: label }).first().click();
			await items.first().waitFor({ state: 'hidden' });
		},
		async fill(parameter, text) {
			await part(`parameter-input-${parameter}`).locator('input, textarea').first().fill(text);
		},
		async offered(button) {
			await button.click();
			await added.first().waitFor();
			const names = await added.allInnerTexts();
			await page.keyboard.press('Escape');
			await added.first().waitFor({ state: 'hidden' });
			return names.map((name) => name.trim());
		},
		async add(button, name) {
			await button.click();
			await added.getByText(name, { exact: true }).first().click();
			await added.first().waitFor({ state: 'hidden' });
		},
		async execute(...texts) {
			await part('node-execute-button').click();
			for (const text of texts) {
				await part('output-panel').getByText(text).first().waitFor({ state: 'attached' });
			}
		},
	};
}
