import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS } from '../../../../sandbox/seed.mts';
import { useResource } from './assistants.mts';

const { sandbox, run, sent, saved, deletedMeanwhile } = useResource('assistant', 'assistants');

describe('Create or Update', () => {
	const upsert = async (assistantName: string, additionalFields: INodeParameters = {}) =>
		await run('upsert', { assistantName, additionalFields, output: 'raw' });

	it('makes an assistant once, and changes it from then on', async () => {
		const fields = { modelProvider: 'openai', model: 'gpt-4o', temperature: 0.2 };
		const first = (await upsert('Zoë 🚀', { ...fields, systemPrompt: 'One' })).json('Vapi')[0];
		const second = (await upsert('Zoë 🚀', { systemPrompt: 'Two' })).json('Vapi')[0];
		expect(second).toMatchObject({ id: first?.id, model: { ...{ temperature: 0.2, model: 'gpt-4o' }, messages: [{ content: 'Two' }] } });
		expect(sent().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
		expect(Object.keys(sent()[1]?.body as object)).toEqual(['model']);
	});

	it('makes one for several items with the same new name', async () => {
		const result = await run(
			'upsert',
			{ assistantName: '={{ $json.name }}', additionalFields: { firstMessage: '={{ $json.say }}' } },
			[
				{ name: 'New', say: 'a' },
				{ name: 'New', say: 'b' },
			],
		);
		const [first, second] = result.json('Vapi');
		expect(second).toMatchObject({ id: first?.id, firstMessage: 'b' });
		expect(sent().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
	});

	it('finds a name exactly as it is written, among thousands', async () => {
		for (let i = 0; i < 2100; i++) {
			const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
			const createdAt = new Date(Date.UTC(2026, 5, 1) + i * 1000).toISOString();
			sandbox().state.assistants.set(id, { ...saved(ASSISTANTS.receptionist), id, name: `front desk ${i}`, createdAt } as never);
		}
		const [json] = (await upsert('Front desk', { firstMessage: 'Hi' })).json('Vapi');
		expect(json?.id).toBe(ASSISTANTS.receptionist);
	});

	it('stops where two have the name, and says which', async () => {
		saved(ASSISTANTS.leadQualifier).name = 'Front desk';
		const result = await upsert('Front desk', { firstMessage: 'Hi' });
		expect(result.error?.message).toContain('2 assistants have the name "Front desk"');
		for (const id of [ASSISTANTS.leadQualifier, ASSISTANTS.receptionist]) {
			expect(result.error?.message).toContain(id);
		}
		expect(sent()).toEqual([]);
	});

	it('says so where the assistant is deleted between finding and writing', async () => {
		deletedMeanwhile();
		expect((await upsert('Front desk', { firstMessage: 'Hi' })).error?.message).toContain('404');
	});
});
