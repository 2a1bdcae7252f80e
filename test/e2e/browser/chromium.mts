import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What lets Chromium run as root in a container, and what keeps it from calling home. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * Starts the Chromium of this machine, headless.
 * @throws Error that says how to get one.
 */
export async function startChromium(): Promise<Browser> {
	const path = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
	if (!path) {
		throw new Error('Chromium is not there: apt-get install chromium, or set CHROMIUM to its path');
	}
	return await chromium.launch({ executablePath: path, args: FLAGS });
}
