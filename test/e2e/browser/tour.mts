import type { Browser, Locator } from 'playwright-core';
import { signIn } from '../../../scripts/n8n/rest.mts';
import type { RestClient } from '../../../scripts/n8n/rest.mts';
import { startServer } from '../../../scripts/n8n/server.mts';
import type { N8nServer } from '../../../scripts/n8n/server.mts';
import { prepare, SETUP_TIMEOUT } from '../environment.mts';
import type { Environment } from '../environment.mts';
import { startChromium } from './chromium.mts';
import { openEditor } from './editor.mts';
import type { Editor } from './editor.mts';
import { collectPictures } from './pictures.mts';
import type { Pictures } from './pictures.mts';

/** Longest time of a test here, in milliseconds: it ends what hangs. */
export const TIMEOUT = 300_000;

/** A visit of n8n's editor, and what it has at hand. */
export interface Tour {
	environment: Environment;
	server: N8nServer;
	n8n: RestClient;
	editor: Editor;
	pictures: Pictures;
	/** The panel of the node that was opened last. */
	panel: Locator;
}

/** Starts an n8n and a browser for a test file, whose tests are the steps of one visit. */
export function useTour(): {
	/** A step of the visit; pictures of a visit that did not go well from first to last are lost. */
	visit(run: (tour: Tour) => Promise<void>): () => Promise<void>;
} {
	const pictures = collectPictures();
	let planned = 0;
	let passed = 0;
	let environment: Environment;
	let server: N8nServer;
	let browser: Browser;
	let tour: Tour;

	beforeAll(async () => {
		environment = await prepare();
		server = await startServer(environment.n8n);
		const n8n = await signIn(server.url);
		browser = await startChromium();
		const editor = await openEditor(browser, server.url);
		tour = { environment, server, n8n, editor, pictures, panel: editor.part('ndv') };
	}, SETUP_TIMEOUT + TIMEOUT);

	afterAll(async () => {
		if (passed === planned) await pictures.save();
		await browser?.close();
		await server?.stop();
		await environment?.close();
	}, TIMEOUT);

	return {
		visit: (run) => {
			planned += 1;
			return async () => {
				await run(tour);
				expect(tour.editor.faults).toEqual([]);
				passed += 1;
			};
		},
	};
}
