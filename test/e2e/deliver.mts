import { setTimeout as delay } from 'node:timers/promises';

/**
 * Posts a body as JSON to the webhook `path` of a published workflow. n8n says that it is ready, and that a
 * workflow is published, before its webhook is there, and tries again later what it could not set up at
 * once; until then it answers 404 and runs nothing.
 * @param url of the process that takes webhooks
 * @throws Error when it answers anything else than 200
 */
export async function deliver(url: string, path: string, body: unknown): Promise<void> {
	for (;;) {
		const { status } = await fetch(`${url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (status === 200) return;
		if (status !== 404) throw new Error(`The webhook of ${path} answers ${status}`);
		await delay(100);
	}
}
