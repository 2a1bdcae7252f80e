import { fillIn, readExamples } from '../examples.mts';
import type { Choices } from '../examples.mts';
import type { RestClient } from '../n8n/rest.mts';

interface Listed {
	id: string;
	name: string;
	type?: string;
}

/** What n8n calls the first credential of this type, and the examples ask for. */
export const CREDENTIAL_NAME = 'Vapi account';

/** Creates the credential, or gives the one that is there the data of this start. */
export async function saveCredential(
	n8n: RestClient,
	data: Record<string, unknown>,
): Promise<Choices['credential']> {
	const body = { name: CREDENTIAL_NAME, type: 'vapiApi', data };
	const all = (await n8n.request('GET', '/credentials')) as Listed[];
	const known = all.find(({ name, type }) => name === CREDENTIAL_NAME && type === 'vapiApi');
	const saved = known
		? await n8n.request('PATCH', `/credentials/${known.id}`, body)
		: await n8n.request('POST', '/credentials', body);
	return { id: (saved as Listed).id, name: CREDENTIAL_NAME };
}

/**
 * Imports the examples that are not there yet; one that the user has changed stays as it is.
 * @returns the workflows' IDs by the name of the example's file.
 */
export async function importExamples(
	n8n: RestClient,
	choices: Choices,
): Promise<Map<string, string>> {
	const existing = (await n8n.request('GET', '/workflows')) as Listed[];
	const ids = new Map<string, string>();
	for (const { slug, workflow } of await readExamples()) {
		const known = existing.find(({ name }) => name === workflow.name);
		const saved = known ?? (await n8n.request('POST', '/workflows', fillIn(workflow, choices)));
		ids.set(slug, (saved as Listed).id);
	}
	return ids;
}
