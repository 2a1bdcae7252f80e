import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { itemsOf } from '../../../../../nodes/Vapi/call/placing/callItems.ts';
import { placeCall } from '../../../../../nodes/Vapi/call/placing/placeCall.ts';
import type { RunRecord } from '../../../../../nodes/Vapi/call/placing/record.ts';
import { dialTiming } from '../../../../../nodes/Vapi/call/placing/dialTiming.ts';
import type { DialOptions } from '../../../../../nodes/Vapi/call/placing/preparedCall.ts';
import { handlerOf } from '../../../../../nodes/Vapi/operations.ts';
import { route } from '../../../../../nodes/shared/engine/router.ts';
import { createContext } from '../../../shared/api/context.mts';
import type { ContextOptions } from '../../../shared/api/context.mts';
import { json, useServer } from '../../../shared/api/server.mts';
import { PLAIN } from './plainCall.mts';

const numbers = ['+15555550101', '+15555550102', '+15555550103'];
const [anna, ben, cleo] = numbers.map((number) => ({ number }));
const customersBody = { assistantId: 'agent', customers: [anna, ben, cleo] } as IDataObject;
const call = (body: IDataObject, options: Partial<DialOptions> = {}) => ({
	...PLAIN,
	itemIndex: 0,
	body,
	options: { ...PLAIN.options, ...options },
});
const webCall = (body: IDataObject) =>
	({ ...call(body), path: '/call/web', key: 'public' }) as const;

const server = useServer();
beforeAll(() => {
	Object.assign(dialTiming, { looks: [0, 1], listing: 20, lookAgain: 5, slotFirst: 1, slotMost: 2 });
});

function context(options: Partial<ContextOptions> = {}, stored = { node: {}, flow: {} }) {
	const base = createContext({ baseUrl: server.url, parameters: [{}], ...options });
	return Object.assign(base, {
		getContext: (type: 'node' | 'flow') => stored[type],
		getMode: () => 'manual',
		getExecutionDataById: async () => undefined,
		getWorkflow: () => ({ id: 'workflow' }),
		getExecutionId: () => '1',
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
	}) as unknown as IExecuteFunctions;
}

/** Answers POSTs one after the other with these, and lists with nobody. */
function answers(...given: Array<[status: number, body: unknown]>): void {
	const left = [...given];
	server.answer(async (...args) => {
		const [status, body] = args[0].method === 'POST' ? (left.shift() ?? [500, {}]) : [200, []];
		await json(body, status)(...args);
	});
}

const sent = () =>
	server.requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => (JSON.parse(body) as { customers?: IDataObject[] }).customers);

const placed = (customer: IDataObject | undefined, id: string) => ({ id, customer });
const full = (customer: IDataObject | undefined) => ({ customer, error: 'Over Concurrency Limit' });

describe('a request that Vapi had no room for in part', () => {
	it('goes out again for those without room only, not for those that the answer leaves out', async () => {
		answers(
			[201, { results: [placed(anna, 'a')], errors: [full(ben)] }],
			[201, { results: [placed(ben, 'b')], errors: [] }],
		);
		const result = placeCall(context(), call(customersBody));
		await expect(result).rejects.toThrow(`The call to ${numbers[2]} may have been placed`);
		expect(sent()).toEqual([[anna, ben, cleo], [ben]]);
	});

	it('keeps those whom the answer leaves out on record as open, when the wait is over', async () => {
		const stored = { node: {}, flow: {} };
		const busy = { results: [placed(anna, 'a')], errors: [full(ben)] };
		answers([201, busy], [429, {}]);
		const result = placeCall(context({}, stored), call(customersBody, { waitForSlot: 0.001 }));
		await expect(result).rejects.toThrow(`The call to ${numbers[2]} may have been placed`);
		const { dials } = stored.node as { dials: { runs: Record<string, RunRecord> } };
		const recorded = Object.entries(dials.runs[0]?.items[0] ?? {});
		expect(recorded.map(([who, { id }]) => [who.split('|')[0], id])).toEqual([
			['15555550101', 'a'],
			['15555550103', undefined],
		]);
	});
});

describe('a request of one item for several people', () => {
	it('puts out the calls that were placed beside what became of the others, if the node goes on', async () => {
		answers(
			[201, { results: [placed(anna, 'a')], errors: [full(ben)] }],
			[429, {}],
		);
		const ctx = context({ continueOnFail: true });
		const answer = await placeCall(ctx, call(customersBody, { waitForSlot: 0.001 }));
		const items = itemsOf(ctx, 0, answer, { mode: 'simple', fields: [] });
		expect(items.map(({ json }) => json.id)).toEqual(['a', undefined, undefined]);
		expect(items.map(({ error }) => error?.message)).toEqual([
			undefined,
			'Vapi refused the request (429)',
			expect.stringContaining(`The call to ${numbers[2]} may have been placed`),
		]);
	});
});

describe('an error that stops the node', () => {
	const item = (more: IDataObject) => ({
		resource: 'call',
		operation: 'create',
		callType: 'phone',
		agent: 'assistant',
		assistantId: '123e4567-e89b-12d3-a456-426614174000',
		phoneNumberId: '123e4567-e89b-12d3-a456-426614174001',
		...more,
	});
	const several = { additionalFields: { additionalBody: { customers: [ben] } } };
	const thrown = async (ctx: IExecuteFunctions) =>
		await route(ctx, handlerOf).then(
			() => undefined,
			({ message, description, context: { recordedCalls } }) => ({
				message: message as string,
				timesListed: String(description).split('item 0: a').length - 1,
				recordedCalls: recordedCalls as unknown,
			}),
		);

	it('names the calls of earlier items, also where a later try does not come to dialing', async () => {
		const stored = { node: {}, flow: {} };
		answers([201, placed(anna, 'a')], [201, { results: [], errors: [{ customer: ben }] }]);
		const recordedCalls = [{ item: 0, callId: 'a' }];
		const first = [item({ to: numbers[0] ?? '' }), item(several)];
		expect(await thrown(context({ parameters: first }, stored))).toEqual({
			message: expect.stringContaining('was not placed') as string,
			timesListed: 1,
			recordedCalls,
		});
		const second = [item({ to: numbers[0] ?? '' }), item({ to: 'nobody' })];
		expect(await thrown(context({ parameters: second }, stored))).toEqual({
			message: expect.stringContaining('is not a phone number') as string,
			timesListed: 1,
			recordedCalls,
		});
		expect(sent()).toHaveLength(2);
	});
});

it('does not say of a call that Vapi refused that it may have been placed, when stopped', async () => {
	const stop = new AbortController();
	server.answer(json({}, 429, { 'retry-after': '60' }));
	const stored = { node: {}, flow: {} };
	const ctx = context({ signal: stop.signal }, stored);
	const { httpRequestWithAuthentication } = ctx.helpers;
	ctx.helpers.httpRequestWithAuthentication = async (...args) => {
		const answered: unknown = await httpRequestWithAuthentication.call(ctx, ...args);
		setImmediate(() => stop.abort());
		return answered;
	};
	const result = placeCall(ctx, call({ assistantId: 'agent', customer: anna }));
	await expect(result).rejects.toThrow('The execution was canceled, so no further call is placed');
	expect(stored.node).toMatchObject({ dials: { runs: { 0: { items: { 0: {} } } } } });
	expect(JSON.stringify(stored.node)).not.toContain('15555550101');
});

it('takes no session of somebody else for one whose answer cannot be read', async () => {
	server.answer(async (...args) => {
		const isPost = args[0].method === 'POST';
		const theirs = { id: 'theirs', type: 'webCall', assistantId: 'agent' };
		await json(isPost ? { status: 'queued' } : [theirs], isPost ? 201 : 200)(...args);
	});
	const result = placeCall(context(), webCall({ assistantId: 'agent' }));
	await expect(result).rejects.toThrow("Vapi's answer does not name the session");
	expect(server.requests).toHaveLength(1);
});

it('keeps the words of a message that holds a network code', async () => {
	answers([500, {}]);
	const customer = { sipUri: 'sip:eperm@pbx.example.com' };
	const result = placeCall(context(), call({ assistantId: 'agent', customer }));
	await expect(result).rejects.toThrow('The call to sip:eperm@pbx.example.com may have been placed');
});

it.each([
	['lookBackHours', '24h', "'Look Back on Retry (Hours)' is \"24h\""],
	['lookBackHours', '', "'Look Back on Retry (Hours)' is \"\""],
	['waitForSlot', 'long', "'Wait for a Free Slot (Seconds)' is \"long\""],
	['waitForSlot', -1, "'Wait for a Free Slot (Seconds)' is \"-1\""],
])('sends nothing where %s is %j', async (option, value, message) => {
	const parameters = [{ resource: 'call', operation: 'create', options: { [option]: value } }];
	await expect(route(context({ parameters }), handlerOf)).rejects.toThrow(message);
	expect(server.requests).toHaveLength(0);
});
