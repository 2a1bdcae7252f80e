import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { ASSISTANTS, FILES, TOOLS } from '../../../../sandbox/seed.mts';
import { useResource } from '../assistant/assistants.mts';
import { byId } from '../../support.mts';

const { sandbox, run, put, sent, saved, deletedMeanwhile } = useResource('tool', 'tools');

const HOOK = 'https://n8n.example.com/webhook/3f0d0f5e-6f0c-4a52-9a0e-0c8c5c8a4eff';
const CREDENTIAL = '9f1c2b7e-4a35-4d0b-8c6e-1d2a3b4c5d6e';
const SCHEMA = { type: 'object', properties: { orderNumber: { type: 'string' } } };
const named = { toolName: 'look_up', modelDescription: 'Looks it up' };
const example = JSON.parse(readFileSync('examples/tools/look-up-order.json', 'utf8')) as IDataObject;
const server = { url: `${HOOK}/webhook`, credentialId: CREDENTIAL, timeoutSeconds: 30 };
const behind = { credentialId: CREDENTIAL, timeoutSeconds: 30 };

it.each<[string, INodeParameters, IDataObject]>([
	[
		'function',
		{ ...named, webhookUrl: `${HOOK}/webhook`, toolParameters: JSON.stringify(SCHEMA), additionalFields: { ...behind, async: true } },
		{ function: { name: 'look_up', description: 'Looks it up', parameters: SCHEMA }, server, async: true },
	],
	[
		'apiRequest',
		{ ...named, method: 'GET', webhookUrl: 'https://example.com/api', toolParameters: JSON.stringify(SCHEMA), additionalFields: behind },
		{ name: 'look_up', description: 'Looks it up', method: 'GET', url: 'https://example.com/api', body: SCHEMA, ...behind },
	],
	['mcp', { webhookUrl: `${HOOK}/webhook`, additionalFields: behind }, { server }],
	[
		'query',
		{ ...named, fileIds: [FILES.priceList] },
		{ knowledgeBases: [{ provider: 'google', name: 'look_up', description: 'Looks it up', fileIds: [FILES.priceList] }] },
	],
	['transferCall', { transferTo: '+1 (555) 555-0123' }, { destinations: [{ type: 'number', number: '+15555550123' }] }],
	['transferCall', { transferTo: 'sip:desk@example.com' }, { destinations: [{ type: 'sip', sipUri: 'sip:desk@example.com' }] }],
	['endCall', {}, {}],
	['dtmf', { additionalFields: { toolJson: '{"sipInfoDtmfEnabled":true}' } }, { sipInfoDtmfEnabled: true }],
	['code', { additionalFields: { toolJson: '{"code":"return 1","function":{"name":"one"}}' } }, { code: 'return 1', function: { name: 'one' } }],
])('a tool of the type %s is made', async (toolType, form, body) => {
	const [made] = await put('create', { toolType, ...form });
	expect(sent()).toEqual([{ method: 'POST', path: '/tool', body: { type: toolType, ...body } }]);
	expect(saved(String(made?.id))).toEqual(made);
});

it('sends nothing that the form still holds of another type', async () => {
	await put('create', { toolType: 'endCall', ...named, webhookUrl: HOOK, transferTo: '+15555550123', fileIds: [FILES.priceList] });
	expect(sent().map(({ body }) => body)).toEqual([{ type: 'endCall' }]);
});

describe('answered by a Vapi Trigger', () => {
	const api = { toolType: 'apiRequest', answeredByTrigger: true, method: 'POST' };

	it.each(['webhook', 'api-request', 'webhook/'])('makes the tool of the example, by the URL that ends with %s', async (end) => {
		const { name, description, body, credentialId, timeoutSeconds, url } = example;
		const base = String(url).replace('YOUR-N8N', 'n8n.example.com').replace(/\/api-request$/, '');
		await put('create', {
			...api,
			...{ toolName: name, modelDescription: description, toolParameters: JSON.stringify(body) },
			webhookUrl: `${base}/${end}`,
			additionalFields: { credentialId, timeoutSeconds },
		} as INodeParameters);
		expect(sent().map((request) => request.body)).toEqual([{ ...example, url: `${base}/api-request` }]);
	});

	it.each([
		['a test URL', `${HOOK.replace('/webhook/', '/webhook-test/')}/webhook`, 'a test URL of n8n'],
		['another URL', 'https://example.com/api', 'no URL of a Vapi Trigger'],
		['nothing', '', 'no URL of a Vapi Trigger'],
	])('takes no %s', async (_, webhookUrl, message) => {
		const result = await run('create', { ...api, ...named, webhookUrl });
		expect(result.error?.message).toContain(message);
		expect(sent()).toEqual([]);
	});

	it('keeps a call_id that JSON gives, and other static parameters', async () => {
		const parameters = [{ key: 'shop', value: '1' }];
		const more = (list: object[]) => ({ additionalFields: { toolJson: JSON.stringify({ parameters: list }) } });
		await put('create', { ...api, ...named, webhookUrl: `${HOOK}/webhook`, ...more(parameters) });
		await put('upsert', { ...api, ...named, webhookUrl: `${HOOK}/webhook`, modelDescription: 'New' });
		const callId = { key: 'call_id', value: '{{ call.id }}' };
		expect(sent()[0]?.body).toMatchObject({ parameters: [...parameters, callId] });
		expect(sent()[1]?.body).toEqual({ type: 'apiRequest', description: 'New' });
	});
});

describe('Create or Update', () => {
	const form = { toolType: 'function', toolName: 'look_up_order' };

	it('changes the tool that has the name, and keeps what stands beside it', async () => {
		await put('upsert', { ...form, webhookUrl: `${HOOK}/webhook`, toolParameters: '{"type":"object","properties":{}}' });
		const { description } = saved(TOOLS.lookUpOrder).function as IDataObject;
		expect(sent()).toEqual([
			{
				method: 'PATCH',
				path: `/tool/${TOOLS.lookUpOrder}`,
				body: {
					type: 'function',
					function: { name: 'look_up_order', description, parameters: { type: 'object', properties: {} } },
					server: { url: `${HOOK}/webhook` },
				},
			},
		]);
		await put('upsert', { ...form, webhookUrl: `${HOOK}/webhook` });
		expect(sent()).toHaveLength(1);
	});

	it('makes a tool where none has the name', async () => {
		await put('upsert', { ...form, toolName: 'Look_up_order' });
		expect(sent().map(({ method }) => method)).toEqual(['POST']);
	});

	it.each<[string, INodeParameters, string, () => void]>([
		['two have the name', {}, '2 tools have the name "look_up_order"', () => {
			const id = 'd1000000-0000-4000-8000-000000000002';
			sandbox().state.tools.set(id, { ...saved(TOOLS.lookUpOrder), id } as never);
		}],
		['the tool has another type', { toolType: 'apiRequest', webhookUrl: HOOK }, "has the type function, and 'Type' says apiRequest", () => {}],
		['tools of the type have no name', { toolType: 'endCall' }, 'has no name to find it by', () => {}],
		['the tool is deleted meanwhile', { modelDescription: 'New' }, '404', deletedMeanwhile],
	])('stops where %s', async (_, more, message, given) => {
		given();
		const result = await run('upsert', { ...form, ...more });
		expect(result.error?.message).toContain(message);
		expect(sent().filter(({ method }) => method === 'POST')).toEqual([]);
	});
});

it('is read, listed by name and deleted', async () => {
	const toolId = byId(TOOLS.lookUpOrder);
	const [simple] = (await run('get', { toolId })).json('Vapi');
	expect(simple).toMatchObject({ id: TOOLS.lookUpOrder, name: 'look_up_order', type: 'function' });
	const listed = await run('getAll', { returnAll: true, filters: { nameContains: 'ORDER' } });
	expect(listed.json('Vapi')).toEqual([simple]);
	expect((await run('getAll', { filters: { nameContains: 'x' } })).json('Vapi')).toEqual([]);
	expect((await run('get', { toolId: byId(ASSISTANTS.toolUser) })).error?.message).toContain('404');

	sandbox().faults.add({ kind: 'status', method: 'DELETE', status: 409, times: 1, body: { error: 'tool_pinned', message: 'Tool is pinned' } });
	const pinned = await run('delete', { toolId });
	expect(pinned.error?.message).toContain('Tool is pinned');
	expect(pinned.error?.description).toContain("'Remove Tool'");
	expect((await run('delete', { toolId })).json('Vapi')).toEqual([{ deleted: true, id: TOOLS.lookUpOrder }]);
});
