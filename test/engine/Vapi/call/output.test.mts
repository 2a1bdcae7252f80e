import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { properties } from '../../../../nodes/shared/generated/Vapi.ts';
import { CALLS } from '../../../../sandbox/seed.mts';
import { byId, callParameters, runVapi, useSandbox } from '../../support.mts';
import { onCall } from './calls.mts';
import { createAndWait, hurry } from './wait/waits.mts';

const sandbox = useSandbox({ timeScale: 0.001 });
beforeEach(() => hurry());

const get = { resource: 'call', operation: 'get', callId: byId(CALLS.answered) };

/** Each operation that gives calls. */
const OPERATIONS: Array<[string, INodeParameters]> = [
	['create', callParameters()],
	['createAndWait', createAndWait()],
	['get', get],
	['getAll', { resource: 'call', operation: 'getAll', limit: 1 }],
	['update', onCall('update', CALLS.answered, { callName: 'Reminder' })],
];

const items = [{ number: '+15555550123' }];

describe.each(OPERATIONS)('%s', (_name, parameters) => {
	const outputOf = async (more: INodeParameters): Promise<IDataObject> => {
		const result = await runVapi(sandbox(), { ...parameters, ...more }, { items });
		return result.json('Vapi')[0] as IDataObject;
	};

	it('gives at most ten fields without being told anything', async () => {
		const call = await outputOf({});
		expect(call).toMatchObject({ id: expect.any(String) as string, status: expect.any(String) as string });
		expect(Object.keys(call).length).toBeLessThanOrEqual(10);
	});

	it('gives the ID and the selected fields, null where there is nothing', async () => {
		const fields = ['assistantId', 'direction', 'squadId'];
		const call = await outputOf({ output: 'fields', fields });
		expect(Object.keys(call)).toEqual(['id', ...fields]);
		expect(call).toMatchObject({ direction: 'outbound', squadId: null });
		expect(await outputOf({ output: 'fields', fields: [] })).toEqual({ id: expect.any(String) as string });
	});

	it('gives all that Vapi answers', async () => {
		expect(await outputOf({ output: 'raw' })).toMatchObject({ orgId: expect.any(String) as string });
	});

	it.each<[string, INodeParameters, string]>([
		['a choice that is none', { output: '={{ "short" }}' }, "'Output' is \"short\""],
		['a field that is none', { output: 'fields', fields: '={{ ["price"] }}' }, "'Fields' holds \"price\""],
	])('stops at %s before anything is sent', async (_what, more, message) => {
		const result = await runVapi(sandbox(), { ...parameters, ...more }, { items });
		expect(result.error?.message).toContain(message);
		expect(sandbox().requests).toEqual([]);
	});
});

it('stands at the same place of every form: above the collections, Fields behind Output', () => {
	for (const [operation] of OPERATIONS) {
		const shown = properties.filter(({ displayOptions }) => {
			const { resource, operation: names } = displayOptions?.show ?? {};
			return resource?.includes('call') && names?.includes(operation);
		});
		const names = shown.map(({ name }) => name);
		const at = names.indexOf('output');
		expect([operation, names[at + 1]]).toEqual([operation, 'fields']);
		const after = shown.slice(at + 2).map(({ type }) => type);
		expect(after.filter((type) => type !== 'collection')).toEqual([]);
	}
});

describe('a call that was just placed', () => {
	it('has no cost and nothing else that means nothing yet', async () => {
		const fields = ['cost', 'outcome', 'endedAt', 'durationSeconds', 'recordingUrl', 'messages'];
		const result = await runVapi(sandbox(), callParameters({ output: 'fields', fields }));
		const [call] = result.json('Vapi');
		expect(Object.values({ ...call, id: null })).toEqual([null, ...fields.map(() => null)]);

		const simple = await runVapi(sandbox(), callParameters({ to: '+15555550124' }));
		expect(Object.keys(simple.json('Vapi')[0] ?? {})).toEqual(['id', 'status', 'customerNumber']);
	});

	it('has the metadata that it was given', async () => {
		const metadata = { values: [{ name: 'lead', value: '7' }] };
		const result = await runVapi(sandbox(), callParameters({ additionalFields: { metadata } }));
		expect(result.json('Vapi')[0]).toMatchObject({ metadata: { lead: expect.anything() as unknown } });
	});
});
