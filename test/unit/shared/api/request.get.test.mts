import type { NodeApiError } from 'n8n-workflow';

import type { VapiRequest } from '../../../../nodes/shared/api/exchange.ts';
import { vapiRequest } from '../../../../nodes/shared/api/request.ts';
import { createContext } from './context.mts';
import { failureOf, list, NOW } from './requests.mts';
import { inTurn, json, useServer } from './server.mts';
import type { Answer } from './server.mts';

const server = useServer();

async function failure(request: VapiRequest, answer?: Answer): Promise<NodeApiError> {
	if (answer) server.answer(answer);
	return await failureOf(createContext({ baseUrl: server.url }), request);
}

describe('a GET whose time is limited', () => {
	const within = (ms: number) => ({ ...list, until: Date.now() + ms });

	/** How a request within the time failed, once it has arrived: on a busy machine that may be later. */
	const lateFailure = async (ms: number, answer: Answer = () => undefined) => {
		const arrived = Promise.withResolvers<void>();
		const error = await failure(within(ms), (...args) => {
			arrived.resolve();
			return answer(...args);
		});
		await arrived.promise;
		return error;
	};

	it('ends with it where nothing is answered, all tries together', async () => {
		const error = await lateFailure(300);
		expect(error.message).toContain('Vapi did not answer');
		expect(server.requests).toHaveLength(1);
	});

	it.each(['before the body', 'within the body'])('ends with it where the answer comes in drops, %s', async (where) => {
		let drip: NodeJS.Timeout | undefined;
		const error = await lateFailure(300, (_arrived, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.write(where === 'within the body' ? '["' : ' ');
			drip = setInterval(() => response.write(' '), 20);
		});
		clearInterval(drip);
		expect(error.message).toContain('Vapi did not answer');
		expect(server.requests).toHaveLength(1);
	});

	it('is not sent again where the wait before it would take longer', async () => {
		const error = await failure(within(3_000), json({}, 503, { 'retry-after': '5' }));
		expect(error.httpCode).toBe('503');
		expect(server.requests).toHaveLength(1);
	});

	it('is sent again as long as there is time', async () => {
		server.answer(inTurn(json({}, 503, NOW), json(['x'])));
		const ctx = createContext({ baseUrl: server.url });
		await expect(vapiRequest(ctx, within(60_000))).resolves.toEqual(['x']);
	});

	it('is sent once where the time is up already', async () => {
		const ctx = createContext({ baseUrl: server.url });
		// On a busy machine, a request that is given up at once may never arrive.
		const send = jest.fn(async () => await new Promise<never>(() => undefined));
		Object.assign(ctx.helpers, { httpRequestWithAuthentication: send });
		const error = await failureOf(ctx, within(-1));
		expect(error.message).toContain('Vapi did not answer');
		expect(send).toHaveBeenCalledTimes(1);
	});
});

describe('a GET', () => {
	it.each([408, 429, 500, 502, 503])('is sent again after %d', async (status) => {
		server.answer(inTurn(json({}, status, NOW), json({}, status, NOW), json(['x'])));
		await expect(vapiRequest(createContext({ baseUrl: server.url }), list)).resolves.toEqual(['x']);
		expect(server.requests).toHaveLength(3);
	});

	it('is sent four times at most', async () => {
		const error = await failure(list, json({ message: 'Slow down' }, 429, NOW));
		expect(server.requests).toHaveLength(4);
		expect(error.message).toBe('Vapi refused the request (429): Slow down');
	});

	it.each([400, 401, 403, 404])('is not sent again after %d', async (status) => {
		await failure(list, json({ message: 'No' }, status, NOW));
		expect(server.requests).toHaveLength(1);
	});

	it('is sent again after a connection that broke', async () => {
		const reset: Answer = (_arrived, _response, request) => {
			request.socket.destroy();
		};
		server.answer(inTurn(reset, json(['x'])));
		await expect(vapiRequest(createContext({ baseUrl: server.url }), list)).resolves.toEqual(['x']);
	});

	it('gives up at once where Vapi asks for a long wait', async () => {
		await failure(list, json({}, 429, { 'retry-after': '3600' }));
		expect(server.requests).toHaveLength(1);
	});

	it('is not sent again once the execution was stopped', async () => {
		const stop = new AbortController();
		server.answer((_arrived, response) => {
			response.writeHead(503, NOW).end('{}');
			stop.abort();
		});
		const ctx = createContext({ baseUrl: server.url, signal: stop.signal });
		await expect(vapiRequest(ctx, list)).rejects.toThrow();
		expect(server.requests).toHaveLength(1);
	});

	it('waits no longer once the execution was stopped', async () => {
		const stop = new AbortController();
		const answered = new Promise<void>((resolve) => {
			server.answer((_arrived, response) => {
				response.writeHead(503, { 'retry-after': '25' }).end('{}', () => resolve());
			});
		});
		const ctx = createContext({ baseUrl: server.url, signal: stop.signal });
		const request = vapiRequest(ctx, list).catch((error: Error) => error.message);
		await answered;
		stop.abort();
		expect(await request).toContain('stopped');
		expect(server.requests).toHaveLength(1);
	});
});
