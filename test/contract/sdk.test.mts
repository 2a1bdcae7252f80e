import { VapiClient } from '@vapi-ai/server-sdk';
import type { Vapi } from '@vapi-ai/server-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { CALLS } from '../../sandbox/seed.mts';
import { byId, callParameters, runVapi, useSandbox } from '../engine/support.mts';
import { assistantId, calls, phoneNumberId } from './sdkCalls.mts';
import { fields } from './sdkFields.mts';
import { essence } from './sdkRequests.mts';

const sandbox = useSandbox();

async function sentBy(send: () => Promise<unknown>): Promise<Array<ReturnType<typeof essence>>> {
	sandbox().reset();
	await send();
	// What the node reads to build a request is not the request.
	return sandbox()
		.requests.filter(({ path }) => path.startsWith('/call'))
		.map(essence);
}

function client(): VapiClient {
	return new VapiClient({ token: sandbox().privateKey, baseUrl: sandbox().url, maxRetries: 0 });
}

const lists: Array<[string, INodeParameters, Vapi.ListCallsRequest]> = [
	['the first 50', {}, { limit: 50 }],
	['a limit', { limit: 7 }, { limit: 7 }],
	['everything', { returnAll: true }, { limit: 1000 }],
	[
		'calls of an assistant',
		{ limit: 5, filters: { assistantId: byId(assistantId) } },
		{ limit: 5, assistantId },
	],
	[
		'calls of a phone number',
		{ limit: 5, filters: { phoneNumberId: byId(phoneNumberId) } },
		{ limit: 5, phoneNumberId },
	],
	[
		'calls of a time',
		{
			limit: 5,
			filters: {
				createdAtGe: '2026-01-01T00:00:00.000Z',
				createdAtLt: '2026-02-01T00:00:00.000Z',
				updatedAtGt: '2026-01-01T00:00:00.000Z',
			},
		},
		{
			limit: 5,
			createdAtGe: '2026-01-01T00:00:00.000Z',
			createdAtLt: '2026-02-01T00:00:00.000Z',
			updatedAtGt: '2026-01-01T00:00:00.000Z',
		},
	],
	[
		'calls up to a moment',
		{ limit: 5, filters: { createdAtLe: '2026-02-01T00:00:00.000Z' } },
		{ limit: 5, createdAtLe: '2026-02-01T00:00:00.000Z' },
	],
];

describe("the node sends what Vapi's own SDK sends", () => {
	it.each([...calls, ...fields])('for Create: %s', async (_name, parameters, request) => {
		const ours = await sentBy(async () => await runVapi(sandbox(), callParameters(parameters)));
		const theirs = await sentBy(async () => await client().calls.create(request));

		expect(theirs).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});

	it.each(Object.entries(CALLS))('for Get: %s', async (_name, id) => {
		const ours = await sentBy(
			async () =>
				await runVapi(sandbox(), { resource: 'call', operation: 'get', callId: byId(id) }),
		);
		const theirs = await sentBy(async () => await client().calls.get({ id }));

		expect(theirs).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});

	it.each(lists)('for Get Many: %s', async (_name, parameters, request) => {
		const ours = await sentBy(
			async () =>
				await runVapi(sandbox(), { resource: 'call', operation: 'getAll', ...parameters }),
		);
		const theirs = await sentBy(async () => await client().calls.list(request));

		expect(theirs).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});
});
