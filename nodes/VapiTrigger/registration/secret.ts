import { createHmac } from 'node:crypto';

import { nodePath } from './registeredServer';

/**
 * The secret that Vapi sends with every message of a registration: 256 bits as hex, always the same
 * for a node and a key. n8n may run two activations at once and keeps the static data of only one
 * of them, so a random secret could be lost. It does not tell the key.
 */
export function registrationSecret(apiKey: string, webhookUrl: string): string {
	return createHmac('sha256', apiKey)
		.update(`n8n-nodes-vapi registration ${nodePath(webhookUrl)}`)
		.digest('hex');
}
