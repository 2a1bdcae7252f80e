import type { Page } from 'playwright-core';
import { CREATE } from './createCall.mts';
import type { Tour } from './tour.mts';

/** As many clicks as a first call may take, from an empty workflow to its result. */
const CLICKS = 10;

/** Counts how often the page is pressed from now on, whoever does it. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
	await page.evaluate(() => {
		const counted = globalThis as unknown as { presses: number };
		counted.presses = 0;
		document.addEventListener('pointerdown', () => (counted.presses += 1), { capture: true });
	});
	return async () =>
		await page.evaluate(() => (globalThis as unknown as { presses: number }).presses);
}

/**
 * Goes from an empty workflow to the result of a call as somebody does who wants one: no ID is typed, and
 * what n8n fills in by itself is not touched.
 */
export async function expectFirstCall(tour: Tour): Promise<void> {
	const { environment, editor } = tour;
	const { page, part } = editor;
	const placed = environment.sandbox.dials.length;
	await editor.openWorkflow();
	const clicks = await countClicks(page);
	await part('canvas-add-button').click();
	await part('node-creator-search-bar').fill('phone call');
	await editor.choose('Vapi');
	// Under an empty canvas, n8n folds everything up but what can start a workflow.
	await page.getByText(/^Actions \(\d+\)/).click();
	await editor.choose(CREATE);
	tour.panel = part('ndv');
	await tour.panel.waitFor();
	await editor.pick('assistantId', 'lead', 'Lead qualifier');
	await editor.pick('phoneNumberId', 'main', 'Main line');
	await part('parameter-input-to').locator('input').first().click();
	await page.keyboard.insertText('+1 555 555 0123');
	await editor.execute('customerNumber', '+15555550123', 'queued');
	expect(environment.sandbox.dials.slice(placed)).toMatchObject([{ number: '+15555550123' }]);
	expect(await clicks()).toBeLessThanOrEqual(CLICKS);
}
