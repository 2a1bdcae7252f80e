import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, SQUADS, TOOLS } from '../../../../sandbox/seed.mts';
import { byId } from '../../support.mts';
import { useResource } from './assistants.mts';

const { sandbox, run, put, sent, saved } = useResource('assistant', 'assistants');

const receptionist = { assistantId: byId(ASSISTANTS.receptionist) };
const SECRET = 'sk-provider-0123456789abcdef';

it('lives from Create to Delete', async () => {
	const [created] = await put('create', {
		assistantName: 'Anna 🦷',
		firstMessage: 'Hello {{ "{{name}" }}}',
		systemPrompt: 'Be brief.',
		modelProvider: 'openai',
		model: 'gpt-4o',
		additionalFields: {
			temperature: 0.3,
			toolIds: [TOOLS.lookUpOrder],
			voiceProvider: '11labs',
			voiceId: 'burt',
			transcriberProvider: 'deepgram',
			voicemailDetection: 'vapi',
			webhookUrl: 'https://example.com/hook',
			webhookHeaders: { values: [{ name: 'X-Key', value: 'a' }] },
			recordingEnabled: false,
			agentMayHangUp: true,
			metadata: '{"client":"Example"}',
			assistantJson: '{"hooks":[],"model":{"temperature":0.5}}',
		},
	});
	const { id } = created as { id: string };
	expect(created).toMatchObject({
		name: 'Anna 🦷',
		model: {
			...{ provider: 'openai', model: 'gpt-4o', temperature: 0.5, toolIds: [TOOLS.lookUpOrder] },
			messages: [{ role: 'system', content: 'Be brief.' }],
			tools: [{ type: 'endCall' }],
		},
		voice: { provider: '11labs', voiceId: 'burt' },
		transcriber: { provider: 'deepgram' },
		voicemailDetection: { provider: 'vapi' },
		server: { url: 'https://example.com/hook', headers: { 'X-Key': 'a' } },
		artifactPlan: { recordingEnabled: false },
		metadata: { client: 'Example' },
		hooks: [],
	});

	expect(await put('get', { assistantId: byId(id) })).toEqual([created]);
	const [renamed] = await put('update', { assistantId: byId(id), updateFields: { assistantName: 'Berta' } });
	expect(renamed).toMatchObject({ ...created, name: 'Berta', updatedAt: expect.any(String) as string });
	expect(await put('getAll', { returnAll: true })).toHaveLength(4);
	expect((await run('delete', { assistantId: byId(id) })).json('Vapi')).toEqual([{ deleted: true, id }]);
	const gone = await run('get', { assistantId: byId(id) });
	expect(gone.error?.message).toContain('404');
});

it('is made by a name and nothing else', async () => {
	await put('create', { assistantName: 'Anna', modelProvider: 'openai', model: 'gpt-4o' });
	const body = { name: 'Anna', model: { provider: 'openai', model: 'gpt-4o' } };
	expect(sent()).toEqual([{ method: 'POST', path: '/assistant', body }]);
});

it('comes out with the fields that most workflows go on with, or with those that are chosen', async () => {
	saved(ASSISTANTS.receptionist).credentials = [{ provider: 'openai', apiKey: SECRET }];
	saved(ASSISTANTS.receptionist).server = { url: 'https://example.com/h', headers: { 'X-Secret': SECRET } };
	const [simple] = (await run('get', receptionist)).json('Vapi');
	expect(simple).toEqual({
		id: ASSISTANTS.receptionist,
		name: 'Front desk',
		firstMessage: 'Hello {{name}}, this is the front desk.',
		systemPrompt: 'You are the receptionist of a small clinic.',
		modelProvider: 'openai',
		model: 'gpt-4o',
		voiceProvider: 'vapi',
		voiceId: 'Elliot',
		webhookUrl: 'https://example.com/h',
		updatedAt: expect.any(String) as string,
	});
	const fields = ['temperature', 'transcriberModel'];
	const some = await run('getAll', { returnAll: true, output: 'fields', fields });
	expect(some.json('Vapi')).toContainEqual({
		id: ASSISTANTS.leadQualifier,
		temperature: 0.4,
		transcriberModel: 'nova-3',
	});
});

describe('Get Many by name', () => {
	const names = async (filters: INodeParameters, more: INodeParameters = { returnAll: true }) =>
		(await put('getAll', { filters, ...more })).map(({ name }) => name);

	it.each([
		['ORDER', ['Order status']],
		['s', ['Order status', 'Front desk']],
		['nobody', []],
	])('finds %s', async (nameContains, found) => {
		expect(await names({ nameContains })).toEqual(found);
	});

	it('counts up to the limit what fits, behind any number of others', async () => {
		const { assistants } = sandbox().state;
		for (let i = 0; i < 1200; i++) {
			const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
			const createdAt = new Date(Date.UTC(2026, 5, 1) + i * 1000).toISOString();
			assistants.set(id, { ...saved(ASSISTANTS.receptionist), id, name: `Other ${i}`, createdAt } as never);
		}
		expect(await names({ nameContains: 'front DESK' }, { limit: 1 })).toEqual(['Front desk']);
		expect(await names({ nameContains: 'other' }, { limit: 3 })).toHaveLength(3);
		expect(await names({ nameContains: 'other' })).toHaveLength(1200);
	});
});

it('Duplicate takes over everything but ID, organization and dates', async () => {
	Object.assign(saved(ASSISTANTS.toolUser), { isServerUrlSecretSet: false, latestVersion: 'v3', hooks: [] });
	const [copy] = await put('duplicate', { assistantId: byId(ASSISTANTS.toolUser), assistantName: 'Copy 🪞' });
	const { model, voice, transcriber, firstMessage } = saved(ASSISTANTS.toolUser);
	const body = { name: 'Copy 🪞', model, voice, transcriber, firstMessage, hooks: [] };
	expect(sent()).toEqual([{ method: 'POST', path: '/assistant', body }]);
	expect(copy?.id).not.toBe(ASSISTANTS.toolUser);
	const none = await run('duplicate', { assistantId: byId(SQUADS.clinic), assistantName: 'Copy' });
	expect(none.error?.message).toContain('404');
});

it('says where to look when an assistant cannot be deleted because others hold on to it', async () => {
	const body = { error: 'assistant_pinned', message: 'Assistant is pinned by 2 resources' };
	sandbox().faults.add({ kind: 'status', method: 'DELETE', status: 409, body });
	const result = await run('delete', receptionist);
	expect(result.error?.message).toContain('Assistant is pinned by 2 resources');
	expect(result.error?.description).toContain('squads, phone numbers and campaigns');
	expect(saved(ASSISTANTS.receptionist)).toBeDefined();
});
