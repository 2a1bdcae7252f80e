import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, SQUADS } from '../../../../sandbox/seed.mts';
import { byId, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const run = async (operation: string, parameters: INodeParameters = {}, items?: IDataObject[]) =>
	await runVapi(sandbox(), { resource: 'squad', operation, ...parameters }, items ? { items } : {});
const sent = () => sandbox().requests.map(({ method, path, body }) => ({ method, path, body }));
const MEMBERS = [{ assistantId: ASSISTANTS.receptionist }];

describe('a squad', () => {
	it('lives from Create to Delete', async () => {
		const created = await run('create', {
			members: JSON.stringify(MEMBERS),
			additionalFields: { squadName: 'Front Desk' },
		});
		const { id, ...squad } = created.json('Vapi')[0] ?? {};
		expect(squad).toMatchObject({ name: 'Front Desk', members: MEMBERS });

		const squadId = byId(String(id));
		await run('update', { squadId, members: JSON.stringify(MEMBERS), updateFields: { squadName: 'Night' } });
		expect((await run('get', { squadId })).json('Vapi')[0]).toMatchObject({ id, name: 'Night' });
		const all = (await run('getAll', { returnAll: true })).json('Vapi');
		expect(all.map((each) => each.id).sort()).toEqual([...Object.values(SQUADS), id].sort());

		expect((await run('delete', { squadId })).json('Vapi')).toEqual([{ deleted: true, id }]);
		expect((await run('get', { squadId })).error?.message).toContain('404');
	});

	it('takes its members as a list that an expression gives', async () => {
		const result = await run('create', { members: '={{ $json.members }}' }, [{ members: MEMBERS }]);
		expect(result.error?.message).toBeUndefined();
		expect(sent()).toEqual([{ method: 'POST', path: '/squad', body: { members: MEMBERS } }]);
	});

	it.each<[string, string]>([
		['{ "assistantId": "x" }', 'is one JSON object and no list'],
		['[{ "assistantId": "x" }', 'is not valid JSON'],
		['[]', "'Members (JSON)' is empty"],
	])('is not created with the members %s', async (members, message) => {
		const result = await run('create', { members });
		expect(result.error?.message).toContain(message);
		expect(sent()).toEqual([]);
	});
});
