import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { attempt } from '../../shared/base/result';
import { asText } from '../../shared/base/values';
import { MARK_HEADER, PREVIOUS_HEADER } from '../registration/registeredServer';
import { checkSettingsOf } from './verify';

/** Stands where a secret stood. */
const HIDDEN = '(hidden)';

/** Headers of a registration. */
const OURS = [MARK_HEADER, PREVIOUS_HEADER];

/** What only secrets are called. */
const SECRETIVE = /auth|bearer|cookie|credential|key|passw|secret|signature|token/i;

/** Which parts of a request the user wants to see. */
export interface VisibleParts {
	includeHeaders?: boolean;
	includeQuery?: boolean;
}

/** What the credential of the node says is secret: names of headers, in lower case, and values. */
async function secretsOf(ctx: IWebhookFunctions): Promise<{ names: string[]; values: string[] }> {
	// A trigger that takes requests from anyone needs no credential.
	const reading = await attempt(ctx.getCredentials('vapiApi'));
	if ('error' in reading) return { names: OURS, values: [] };
	const { apiKey, publicKey, webhookSecret } = reading.value;
	const check = checkSettingsOf(reading.value);
	const header =
		check.kind === 'header' ? check.header : check.kind === 'signature' ? check.settings.signatureHeader : '';
	const values = [apiKey, publicKey, webhookSecret].map((value) => asText(value)?.trim() ?? '');
	return {
		names: [header.toLowerCase(), ...OURS],
		values: values.filter((value) => value !== ''),
	};
}

/**
 * Headers and query of a request, as far as the user wants them. What is secret, or is called like
 * a secret, is replaced: what a trigger puts out is stored and shown.
 */
export async function visibleRequest(
	ctx: IWebhookFunctions,
	{ includeHeaders = false, includeQuery = false }: VisibleParts,
): Promise<IDataObject> {
	if (!includeHeaders && !includeQuery) return {};
	const { names, values } = await secretsOf(ctx);
	const isSecret = (name: string, value: unknown) =>
		SECRETIVE.test(name) ||
		names.includes(name.toLowerCase()) ||
		values.some((secret) => JSON.stringify(value ?? '').includes(JSON.stringify(secret).slice(1, -1)));
	const visible = (fields: object): IDataObject =>
		Object.fromEntries(
			Object.entries(fields).map(([name, value]) => [
				name,
				isSecret(name, value) ? HIDDEN : (value as IDataObject),
			]),
		);
	return {
		...(includeHeaders && { headers: visible(ctx.getHeaderData()) }),
		...(includeQuery && { query: visible(ctx.getQueryData() as object) }),
	};
}
