import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readExample } from '../../../scripts/examples.mts';
import { ROOT } from '../../../scripts/paths.mts';
import { callTool, useApiRequests } from './apiRequests.mts';
import { faultsOf } from './contract.mts';
import { bySecret, secret } from './webhookRequests.mts';

const { listen } = useApiRequests();

interface Tool {
	method: 'POST';
	url: string;
	body: { properties: Record<string, unknown> };
	parameters: Array<{ key: string; value: string }>;
}

const tool = JSON.parse(readFileSync(join(ROOT, 'examples/tools/look-up-order.json'), 'utf8')) as Tool;

test('the tool of the example is one that Vapi takes', () => {
	expect(faultsOf('CreateApiRequestToolDTO', tool)).toEqual([]);
});

test('it calls the URL of the example, and its request says which call it is', async () => {
	const { workflow } = await readExample('answer-an-api-request');
	const [trigger] = workflow.nodes;
	const { url, executions } = await listen({
		trigger: { ...trigger?.parameters, responseMode: 'onReceived' } as INodeParameters,
		credentials: bySecret,
		specs: [{ name: 'Next', type: 'test.noOp' }],
	});
	expect(tool.url).toBe(`https://YOUR-N8N/webhook/${trigger?.webhookId}/api-request`);
	expect(new URL(url).pathname.split('/').at(-1)).toBe('api-request');

	// What the model gives, and beside it what the tool adds: Vapi fills in its templates.
	const given = Object.fromEntries(Object.keys(tool.body.properties).map((name) => [name, 'A-100']));
	const added = tool.parameters.map(({ key, value }) => [key, value.replace('{{ call.id }}', 'call-1')]);
	const body: IDataObject = { ...given, ...Object.fromEntries(added) };
	const { status } = await callTool(url, { method: tool.method, body, headers: { 'x-vapi-secret': secret } });
	expect(status).toBe(200);
	expect(executions[0]?.json('Next')).toMatchObject([
		{ callId: 'call-1', parameters: { orderNumber: 'A-100' } },
	]);
});
