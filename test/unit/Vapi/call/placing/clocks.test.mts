import type { IExecuteFunctions } from 'n8n-workflow';

import { dialTiming } from '../../../../../nodes/Vapi/call/placing/dialTiming.ts';
import { placeCall } from '../../../../../nodes/Vapi/call/placing/placeCall.ts';
import { createContext } from '../../../shared/api/context.mts';
import { json, useServer } from '../../../shared/api/server.mts';
import { PLAIN } from './plainCall.mts';

const MINUTE = 60_000;
const server = useServer();
const real = Date.now;
const customer = { number: '+15555550123' };
const call = { ...PLAIN, itemIndex: 0, body: { assistantId: 'agent', customer } };

beforeAll(() => {
	Object.assign(dialTiming, { looks: [0, 1], listing: 20, lookAgain: 5, slotFirst: 1, slotMost: 2 });
});
afterEach(() => {
	jest.restoreAllMocks();
});

/** A try of the node on a machine whose clock is off by so many milliseconds. */
async function tryWith(clockOff: number, stored: object): Promise<unknown> {
	jest.spyOn(Date, 'now').mockImplementation(() => real() + clockOff);
	const ctx = Object.assign(createContext({ baseUrl: server.url, parameters: [{}] }), {
		getContext: (type: 'node' | 'flow') => stored[type as keyof typeof stored],
		getMode: () => 'manual',
		getExecutionDataById: async () => undefined,
		getWorkflow: () => ({ id: 'workflow' }),
		getExecutionId: () => '1',
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
	}) as unknown as IExecuteFunctions;
	return await placeCall(ctx, call).catch((error: Error) => error.message);
}

interface Vapi {
	/** How far the clock behind createdAt is from the real time, in milliseconds. */
	createdOff?: number;
	/** How far the clock behind the Date header is from it; null for no such header. */
	dateOff?: number | null;
	/** How many lists lack the call. */
	late: number;
}

/** A Vapi that places the call and answers 500. */
function vapi({ createdOff = 0, dateOff = 0, late }: Vapi): void {
	const calls: Array<{ id: string; createdAt: string; assistantId: string; customer: object }> = [];
	let lists = 0;
	server.answer(async (...exchange) => {
		const [{ method, path, query }, response] = exchange;
		response.sendDate = false;
		if (dateOff !== null) response.setHeader('date', new Date(real() + dateOff).toUTCString());
		if (method === 'POST') {
			const createdAt = new Date(real() + createdOff).toISOString();
			calls.push({ id: `call-${calls.length}`, createdAt, assistantId: 'agent', customer });
			await json({}, 500)(...exchange);
			return;
		}
		const since = query.get('createdAtGe');
		if (since !== null) lists += 1;
		const listed = since === null || lists <= late ? [] : calls.filter((one) => one.createdAt >= since);
		const one = calls.find(({ id }) => path === `/call/${id}`);
		await json(one ?? listed)(...exchange);
	});
}

const posts = () => server.requests.filter(({ method }) => method === 'POST').length;

it.each<[string, Vapi, first: number, second: number]>([
	["n8n's clock was 10 minutes fast at the first try", { late: 2 }, 10 * MINUTE, 0],
	["n8n's clock was 10 minutes slow at the first try", { late: 2 }, -10 * MINUTE, 0],
	["n8n's clock is 10 minutes fast at the retry", { late: 2 }, 0, 10 * MINUTE],
	['both clocks of n8n are wrong', { late: 2 }, 7 * MINUTE, -9 * MINUTE],
	['Vapi sends no Date header and the clock was fast', { late: 2, dateOff: null }, 10 * MINUTE, 0],
	['Vapi sends no Date header and the clock is fast', { late: 2, dateOff: null }, 0, 10 * MINUTE],
	['createdAt is 5 s behind the Date header', { late: 2, createdOff: -5_000 }, 0, 0],
	['createdAt is 50 s behind the Date header', { late: 0, createdOff: -50_000 }, 0, 0],
	['the Date header is 40 s ahead', { late: 2, dateOff: 40_000 }, 0, 0],
	["all of Vapi's clocks are an hour ahead", { late: 2, dateOff: 60 * MINUTE, createdOff: 60 * MINUTE }, 0, 0],
])('dials once where %s', async (_, theirs, first, second) => {
	const stored = { node: {}, flow: {} };
	vapi(theirs);
	const before = await tryWith(first, stored);
	if (theirs.late > 0) expect(before).toContain('may have been placed');

	expect(await tryWith(second, stored)).toMatchObject({ id: 'call-0' });
	expect(posts()).toBe(1);
});
