import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, SQUADS, TOOLS } from '../../../../sandbox/seed.mts';
import { byId } from '../../support.mts';
import { useResource } from './assistants.mts';

const { run, put, sent, saved, deletedMeanwhile } = useResource('assistant', 'assistants');

const receptionist = { assistantId: byId(ASSISTANTS.receptionist) };

describe('Update', () => {
	const update = async (updateFields: INodeParameters, id: string = ASSISTANTS.leadQualifier) =>
		await put('update', { assistantId: byId(id), updateFields });

	it('keeps provider, model, temperature and tools when the prompt changes', async () => {
		saved(ASSISTANTS.leadQualifier).model = {
			...(saved(ASSISTANTS.leadQualifier).model as IDataObject),
			toolIds: [TOOLS.lookUpOrder],
		};
		await update({ systemPrompt: 'Be kind.' });
		expect(sent()).toEqual([
			{
				method: 'PATCH',
				path: `/assistant/${ASSISTANTS.leadQualifier}`,
				body: {
					model: {
						...{ provider: 'openai', model: 'gpt-4o', temperature: 0.4, toolIds: [TOOLS.lookUpOrder] },
						messages: [{ role: 'system', content: 'Be kind.' }],
					},
				},
			},
		]);
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['the voice', { voiceId: 'Rohan' }, { voice: { provider: 'vapi', voiceId: 'Rohan' } }],
		['the language', { transcriberLanguage: 'de' }, { transcriber: { provider: 'deepgram', model: 'nova-3', language: 'de' } }],
		['the temperature, by JSON', { assistantJson: '{"model":{"temperature":1}}' }, { model: { provider: 'openai', model: 'gpt-4o', temperature: 1, messages: [{ role: 'system', content: 'Find out whether the lead wants an offer.' }] } }],
		['the webhook', { webhookUrl: 'https://example.com/new' }, { server: { url: 'https://example.com/new', headers: { 'X-A': 'b' } } }],
		['recordings', { recordingEnabled: false }, { artifactPlan: { recordingEnabled: false, structuredOutputIds: ['b2100000-0000-4000-8000-000000000009'] } }],
		['another voice provider, by JSON', { assistantJson: '{"voice":{"provider":"11labs","voiceId":"burt"}}' }, { voice: { provider: '11labs', voiceId: 'burt' } }],
		['what it is without, by JSON', { assistantJson: '{"server":null}' }, { server: null }],
	])('changes %s and keeps what stands beside it', async (_, fields, body) => {
		Object.assign(saved(ASSISTANTS.leadQualifier), {
			server: { url: 'https://example.com/old', headers: { 'X-A': 'b' } },
			artifactPlan: { structuredOutputIds: ['b2100000-0000-4000-8000-000000000009'] },
		});
		await update(fields);
		expect(sent().map((request) => request.body)).toEqual([body]);
	});

	it('sends nothing where nothing changes, and gives the assistant', async () => {
		const [json] = await update({ assistantName: 'Lead qualifier', temperature: 0.4 });
		expect(json).toEqual(saved(ASSISTANTS.leadQualifier));
		expect(sent()).toEqual([]);
	});

	it('adds tools to those that are there, each once, and takes some away', async () => {
		const other = 'd1000000-0000-4000-8000-000000000009';
		await update({ addToolIds: [other, TOOLS.lookUpOrder] }, ASSISTANTS.toolUser);
		expect(saved(ASSISTANTS.toolUser).model).toMatchObject({ toolIds: [TOOLS.lookUpOrder, other] });
		await update({ removeToolIds: [TOOLS.lookUpOrder] }, ASSISTANTS.toolUser);
		expect(saved(ASSISTANTS.toolUser).model).toMatchObject({ toolIds: [other] });
		await update({ removeToolIds: [TOOLS.lookUpOrder] }, ASSISTANTS.toolUser);
		expect(sent()).toHaveLength(2);
	});

	it('sees in each item what the item before it wrote', async () => {
		const tools = ['d1000000-0000-4000-8000-000000000007', 'd1000000-0000-4000-8000-000000000008'];
		await put(
			'update',
			{ assistantId: byId(ASSISTANTS.toolUser), updateFields: { addToolIds: '={{ [$json.tool] }}' } },
			tools.map((tool) => ({ tool })),
		);
		expect(saved(ASSISTANTS.toolUser).model).toMatchObject({ toolIds: [TOOLS.lookUpOrder, ...tools] });
	});

	it('empties what Clear Fields names, and only where there is something', async () => {
		await update(
			{ clearFields: ['firstMessage', 'model.toolIds', 'artifactPlan.structuredOutputIds', 'voicemailMessage'] },
			ASSISTANTS.toolUser,
		);
		expect(sent()).toMatchObject([{ body: { firstMessage: null, model: { toolIds: [], model: 'gpt-4o' } } }]);
		expect(Object.keys(sent()[0]?.body as object)).toEqual(['firstMessage', 'model']);
	});

	it.each<[string, INodeParameters, string]>([
		['a field that is emptied as well', { firstMessage: 'Hi', clearFields: ['firstMessage'] }, "'First Message' is set, and 'Clear Fields' empties it"],
		['a long name', { assistantName: 'x'.repeat(41) }, "'Name' has 41 characters"],
		['a long name in JSON', { assistantJson: JSON.stringify({ name: 'x'.repeat(41) }) }, "'Name' has 41 characters"],
		['JSON that is none', { assistantJson: 'no' }, "'Assistant (JSON)'"],
		['a field that the provider does not have', { voiceStability: 0.5 }, 'which the provider vapi does not have'],
	])('refuses %s before anything is written', async (_, updateFields, message) => {
		const result = await run('update', { ...receptionist, updateFields });
		expect(result.error?.message).toContain(message);
		expect(sent()).toEqual([]);
	});

	it('asks for a model where tools are added to an assistant without one', async () => {
		delete saved(ASSISTANTS.receptionist).model;
		const result = await run('update', { ...receptionist, updateFields: { addToolIds: [TOOLS.lookUpOrder] } });
		expect(result.error?.message).toContain('has no model');
		expect(sent()).toEqual([]);
	});

	it('says so where the assistant is deleted between reading and writing', async () => {
		deletedMeanwhile();
		const result = await run('update', { ...receptionist, updateFields: { assistantName: 'Anna' } });
		expect(result.error?.message).toContain('404');
		expect(result.error?.description).toContain('Check the ID');
	});

	it('takes no ID of another kind', async () => {
		const updateFields = { assistantName: 'Anna' };
		const result = await run('update', { assistantId: byId(SQUADS.clinic), updateFields });
		expect(result.error?.message).toContain('404');
		expect(sent()).toEqual([]);
	});
});
