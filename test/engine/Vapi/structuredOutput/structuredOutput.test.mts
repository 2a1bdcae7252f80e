import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, CALLS, STRUCTURED_OUTPUTS } from '../../../../sandbox/seed.mts';
import { violationsOf } from '../../../contract/contract.mts';
import { bodies, byId, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const run = async (operation: string, more: INodeParameters = {}, items?: IDataObject[]) =>
	await runVapi(sandbox(), { resource: 'structuredOutput', operation, ...more }, items ? { items } : {});

/** What an operation puts out; fails where the node does. */
async function put(operation: string, more: INodeParameters = {}, items?: IDataObject[]) {
	const result = await run(operation, more, items);
	expect(result.error?.message).toBeUndefined();
	return result.json('Vapi');
}

const SCHEMA = { type: 'object', properties: { date: { type: 'string' } } };

describe('a structured output', () => {
	it('is created, read, listed, changed and deleted', async () => {
		const [created] = await put('create', {
			name: 'Appointment',
			schema: JSON.stringify(SCHEMA),
			additionalFields: { assistantIds: [ASSISTANTS.receptionist], description: 'What was agreed on' },
		});
		const assistantIds = [ASSISTANTS.receptionist];
		expect(created).toMatchObject({ name: 'Appointment', type: 'ai', schema: SCHEMA, assistantIds });
		const structuredOutputId = byId(String(created?.id));

		expect(await put('get', { structuredOutputId })).toEqual([created]);
		expect(await put('getAll', { returnAll: true })).toHaveLength(3);
		expect(await put('getAll', { returnAll: true, filters: { name: 'Appointment' } })).toEqual([created]);
		const updateFields = { schema: '{ "type": "string" }', clearFields: ['assistantIds', 'conditions'] };
		const [changed] = await put('update', { structuredOutputId, updateFields });
		expect(changed).toMatchObject({ name: 'Appointment', schema: { type: 'string' }, assistantIds: [] });
		expect(await put('delete', { structuredOutputId })).toEqual([{ deleted: true, id: created?.id }]);

		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
		expect((await run('get', { structuredOutputId })).error?.message).toContain('404');
	});

	it.each<[INodeParameters, object]>([
		[{ schema: '{ "type": "string" }' }, { schema: { type: 'string' } }],
		[{ name: 'Mood' }, { name: 'Mood' }],
	])('says with every change that a schema replaces the old one, %j', async (updateFields, body) => {
		await put('update', { structuredOutputId: byId(STRUCTURED_OUTPUTS.interest), updateFields });
		expect(sandbox().requests).toMatchObject([{ method: 'PATCH', query: 'schemaOverride=true', body }]);
	});

	it('has a pattern where it is one', async () => {
		const regex = { name: 'Order', schema: '{ "type": "string" }', regex: 'order (\\d+)' };
		await put('create', { ...regex, type: 'regex' });
		await put('create', { ...regex, type: 'ai' });
		expect(bodies(sandbox()).map((body) => body.regex)).toEqual(['order (\\d+)', undefined]);
	});

	it.each<[INodeParameters, string]>([
		[{ schema: '{}' }, "'Schema (JSON)' is empty"],
		[{ schema: '[{ "type": "string" }]' }, "'Schema (JSON)'"],
		[{ name: 'x'.repeat(41) }, "'Name' has 41 characters"],
	])('is not created with %j', async (more, message) => {
		const result = await run('create', { name: 'Mood', schema: '{ "type": "string" }', ...more });
		expect(result.error?.message).toContain(message);
		expect(posts(sandbox())).toEqual([]);
	});
});

describe('Run on Calls', () => {
	const SAVED = { source: 'saved', structuredOutputId: byId(STRUCTURED_OUTPUTS.interest) };

	it('writes what it draws into the calls', async () => {
		const callIds = [CALLS.answered, CALLS.voicemail];
		expect(await put('run', { ...SAVED, callIds })).toMatchObject([{ message: expect.any(String) as string }]);
		expect(bodies(sandbox())).toEqual([{ structuredOutputId: STRUCTURED_OUTPUTS.interest, callIds, previewEnabled: false }]);
		const call = sandbox().state.calls.get(CALLS.voicemail);
		expect(call?.artifact).toMatchObject({ structuredOutputs: { [STRUCTURED_OUTPUTS.interest]: {} } });
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('takes a definition of its own, and shows what would come out', async () => {
		const structuredOutput = { name: 'Mood', schema: { type: 'string' } };
		const [shown] = await put('run', {
			// Left over in the form.
			...SAVED,
			source: 'json',
			structuredOutput: JSON.stringify(structuredOutput),
			callIds: [CALLS.answered],
			preview: true,
		});
		expect(Object.values(shown ?? {})).toMatchObject([{ name: 'Mood' }]);
		expect(bodies(sandbox())).toEqual([{ structuredOutput, callIds: [CALLS.answered], previewEnabled: true }]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it('takes the IDs that an expression gives, as a list or separated by commas', async () => {
		const items = [{ ids: [CALLS.answered] }, { ids: `${CALLS.answered},${CALLS.busy}` }];
		await put('run', { ...SAVED, callIds: '={{ $json.ids }}' }, items);
		expect(bodies(sandbox()).map(({ callIds }) => callIds)).toEqual([
			[CALLS.answered],
			[CALLS.answered, CALLS.busy],
		]);
	});

	it.each<[string, INodeParameters, string]>([
		['no calls', { callIds: '={{ [] }}' }, "'Call Names or IDs' is empty"],
		['what is no ID', { callIds: ['Anna'] }, 'which is not an ID of Vapi'],
		[
			'101 calls',
			{ callIds: Array.from({ length: 101 }, () => CALLS.answered) },
			"'Call Names or IDs' holds 101 calls, and Vapi takes 100 at a time",
		],
		[
			'a preview of two calls',
			{ callIds: [CALLS.answered, CALLS.busy], preview: true },
			"'Call Names or IDs' holds 2 calls, and a preview takes one",
		],
		['no definition', { source: 'json', callIds: [CALLS.answered] }, "'Structured Output (JSON)' is empty"],
	])('stops at %s before anything is sent', async (_, more, message) => {
		const result = await run('run', { ...SAVED, ...more });
		expect(result.error?.message).toContain(message);
		expect(posts(sandbox())).toEqual([]);
	});

	it('is sent once, also where Vapi answers 503', async () => {
		sandbox().faults.add({ kind: 'status', method: 'POST', path: '/structured-output/run', status: 503, times: 5 });
		const result = await run('run', { ...SAVED, callIds: [CALLS.answered] });
		expect(result.error?.message).toContain('503');
		expect(posts(sandbox())).toHaveLength(1);
	});
});
