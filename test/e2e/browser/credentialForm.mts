import type { Tour } from './tour.mts';
import { node, saveWorkflow, VAPI } from './workflows.mts';

/** Opens a node without a credential, and gives it one. */
export async function expectCredentialTaken(tour: Tour): Promise<void> {
	const { environment, n8n, editor, pictures } = tour;
	const { id: credentialId, data } = environment.credential;
	await n8n.request('DELETE', `/credentials/${credentialId}`);
	const id = await saveWorkflow(n8n, 'No credential', [
		node('Start', 'n8n-nodes-base.manualTrigger', [0, 0]),
		node('Vapi', VAPI, [220, 0], { parameters: { resource: 'call', operation: 'getAll' } }),
	]);
	await editor.openWorkflow(id);
	tour.panel = await editor.openNode('Vapi');
	await editor.part('node-credentials-empty-state', tour.panel).locator('button').first().click();
	const dialog = editor.part('credential-edit-dialog');
	await dialog.getByText('API Key').first().waitFor();
	await editor.fill('apiKey', String(data['apiKey']));
	await editor.select('region', 'Custom');
	await editor.fill('baseUrl', String(data['baseUrl']));
	await pictures.take(editor.page, 'credential');
	await editor.part('credential-save-button').click();
	const tested = dialog.getByText('Connection tested successfully').first();
	await tested.waitFor({ state: 'attached' });
	await dialog.waitFor({ state: 'hidden' });
	await editor.execute('answered');
	expect(editor.faults).toEqual([]);
	await editor.closeNode();
}
