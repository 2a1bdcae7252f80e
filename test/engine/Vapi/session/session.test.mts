import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../sandbox/seed.mts';
import { violationsOf } from '../../../contract/contract.mts';
import { byId, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const run = async (operation: string, more: INodeParameters = {}) =>
	await runVapi(sandbox(), { resource: 'session', operation, ...more });

/** What an operation puts out, as Vapi gives it; fails where the node does. */
async function put(operation: string, more: INodeParameters = {}) {
	const result = await run(operation, { output: 'raw', ...more });
	expect(result.error?.message).toBeUndefined();
	return result.json('Vapi');
}

const AGENT = { agent: 'assistant', assistantId: byId(ASSISTANTS.receptionist) };

describe('a session', () => {
	it('is opened, read, listed, changed and deleted', async () => {
		const additionalFields = {
			sessionName: 'Order 1042 😀',
			customer: '{ "number": "+15555550123" }',
			phoneNumberId: byId(PHONE_NUMBERS.main),
		};
		const variables = { values: [{ name: 'name', value: 'Anna' }] };
		const [created] = await put('create', { ...AGENT, variables, additionalFields });
		expect(created).toMatchObject({
			...{ name: 'Order 1042 😀', status: 'active', assistantId: ASSISTANTS.receptionist },
			assistantOverrides: { variableValues: { name: 'Anna' } },
		});
		const sessionId = byId(String(created?.id));

		expect(await put('get', { sessionId })).toEqual([created]);
		await put('create', AGENT);
		expect(await put('getAll', { returnAll: true })).toHaveLength(2);
		const filters = { name: 'Order 1042 😀' };
		expect(await put('getAll', { returnAll: true, filters })).toEqual([created]);
		const updateFields = { status: 'completed', messages: '[{ "role": "user", "content": "Bye" }]' };
		const [changed] = await put('update', { sessionId, updateFields });
		expect(changed).toMatchObject({ name: 'Order 1042 😀', status: 'completed', messages: [{ content: 'Bye' }] });
		expect(await put('delete', { sessionId })).toEqual([{ deleted: true, id: created?.id }]);

		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
		expect((await run('update', { sessionId, updateFields })).error?.message).toContain('404');
	});

	it.each<[INodeParameters, string]>([
		[{ expirationSeconds: 59 }, "'Expires After (Seconds)' is"],
		[{ expirationSeconds: 2_592_001 }, "'Expires After (Seconds)' is"],
		[{ sessionName: 'x'.repeat(41) }, "'Session Name' has 41 characters"],
		[{ messages: '{ "role": "user" }' }, "is one JSON object and no list"],
		[{ customer: 'Anna' }, "'Customer (JSON)'"],
	])('is not opened with %j', async (additionalFields, message) => {
		expect((await run('create', { ...AGENT, additionalFields })).error?.message).toContain(message);
		expect(posts(sandbox())).toEqual([]);
	});
});
