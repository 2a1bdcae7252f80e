import { inspect } from 'node:util';
import type { NodeApiError } from 'n8n-workflow';

import { outcomeOf } from '../../../nodes/shared/api/requestOutcome.ts';
import { vapiFullRequest, vapiRequest } from '../../../nodes/shared/api/request.ts';
import type { VapiRequest } from '../../../nodes/shared/api/request.ts';
import { createContext, PRIVATE_KEY, PUBLIC_KEY } from './context.mts';
import { inTurn, json, startServer, useServer } from './server.mts';
import type { Answer } from './server.mts';

const NOW = { 'retry-after': '0' };
const BODY = { customer: { number: '+15555550123' }, name: 'a-text-of-the-body' };
const call: VapiRequest = { method: 'POST', path: '/call', body: BODY, itemIndex: 2 };
const list: VapiRequest = { method: 'GET', path: '/call', itemIndex: 0 };

const server = useServer();

async function failure(request: VapiRequest, answer?: Answer): Promise<NodeApiError> {
	if (answer) server.answer(answer);
	const ctx = createContext({ baseUrl: server.url });
	return await vapiRequest(ctx, request).then(
		() => {
			throw new Error('The request went through');
		},
		(error: NodeApiError) => error,
	);
}

describe('what is sent', () => {
	it('carries the private key and the JSON body', async () => {
		server.answer(json({ id: '1' }, 201));
		const ctx = createContext({ baseUrl: server.url });
		await expect(vapiRequest(ctx, call)).resolves.toEqual({ id: '1' });
		const [request] = server.requests;
		expect(request).toMatchObject({ method: 'POST', path: '/call' });
		expect(request?.headers.authorization).toBe(`Bearer ${PRIVATE_KEY}`);
		expect(request?.headers['content-type']).toContain('application/json');
		expect(JSON.parse(request?.body ?? '')).toEqual(BODY);
	});

	it('carries the public key to /call/web', async () => {
		server.answer(json({}, 201));
		const ctx = createContext({ baseUrl: server.url });
		await vapiRequest(ctx, { ...call, path: '/call/web', key: 'public' });
		expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${PUBLIC_KEY}`);
	});

	it('repeats the name of a list in the query and leaves out what is undefined', async () => {
		server.answer(json([]));
		const ctx = createContext({ baseUrl: server.url });
		await vapiRequest(ctx, { ...list, query: { a: ['1', '2'], b: undefined, limit: 5 } });
		expect(server.requests[0]?.query.toString()).toBe('a=1&a=2&limit=5');
	});

	it('keeps a path in the base URL, with or without a slash at its end', async () => {
		server.answer(json([]));
		for (const baseUrl of [`${server.url}/vapi`, `${server.url}/vapi/`]) {
			await vapiRequest(createContext({ baseUrl }), list);
		}
		expect(server.requests.map(({ path }) => path)).toEqual(['/vapi/call', '/vapi/call']);
	});

	it('sends an empty object as a body of its own', async () => {
		server.answer(json({}));
		const ctx = createContext({ baseUrl: server.url });
		await vapiRequest(ctx, { method: 'DELETE', path: '/call/1', body: {} });
		expect(server.requests[0]?.body).toBe('{}');
		expect(server.requests[0]?.headers['content-type']).toBe('application/json');
	});

	it('needs no answer to a DELETE', async () => {
		server.answer((_arrived, response) => void response.writeHead(200).end());
		const ctx = createContext({ baseUrl: server.url });
		await expect(vapiRequest(ctx, { method: 'DELETE', path: '/call/1' })).resolves.toEqual({});
	});

	it('gives status and headers with the full answer', async () => {
		server.answer(json({ id: '1' }, 201, { date: 'Thu, 01 Jan 2026 00:00:00 GMT' }));
		const response = await vapiFullRequest(createContext({ baseUrl: server.url }), call);
		expect(response).toMatchObject({ statusCode: 201, body: { id: '1' } });
		expect(response.headers.date).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
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

describe('a POST', () => {
	it.each([307, 308, 401, 408, 429, 500, 502, 503])('is sent once, also after %d', async (status) => {
		await failure(call, json({ message: 'x' }, status, { ...NOW, location: `${server.url}/call` }));
		expect(server.requests).toHaveLength(1);
	});

	it.each([
		[400, 'refused'],
		[401, 'refused'],
		[402, 'refused'],
		[429, 'refused'],
		[307, 'open'],
		[408, 'open'],
		[499, 'open'],
		[500, 'open'],
		[503, 'open'],
	])('answered by %d is %s', async (status, outcome) => {
		expect(outcomeOf(await failure(call, json({ message: 'x' }, status)))).toBe(outcome);
	});

	it('says that the call may have been placed after an answer that leaves it open', async () => {
		const error = await failure(call, json({ message: 'Oops' }, 502));
		expect(error.message).toBe('Vapi answered 502, so the call may have been placed: Oops');
		expect(error.description).toContain('call logs');
		expect(error.context.itemIndex).toBe(2);
		expect(error.httpCode).toBe('502');
	});

	it('says so after a timeout, too', async () => {
		const error = await failure({ ...call, timeout: 50 }, () => {});
		expect(error.message).toBe(
			'Vapi did not answer within 0.05 seconds, so the call may have been placed',
		);
		expect(error.message).not.toMatch(/offline/i);
		expect(outcomeOf(error)).toBe('open');
	});

	it('says so after a connection that broke', async () => {
		const error = await failure(call, (_arrived, _response, request) => {
			request.socket.destroy();
		});
		expect(error.message).toContain('so the call may have been placed');
		expect(outcomeOf(error)).toBe('open');
	});

	it('says so after an answer that was cut off', async () => {
		const error = await failure(call, (_arrived, response) => {
			response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"12');
		});
		expect(error.message).toBe("Vapi's answer (201) holds no JSON object or list, so the call may have been placed");
		expect(outcomeOf(error)).toBe('open');
	});

	it.each(['null', '5', 'true'])('says so after %s, which names no call', async (body) => {
		const error = await failure(call, (_arrived, response) => {
			response.writeHead(201, { 'content-type': 'application/json' }).end(body);
		});
		expect(error.message).toContain('so the call may have been placed');
		expect(outcomeOf(error)).toBe('open');
	});

	it('says so after an answer without anything in it', async () => {
		const error = await failure(call, (_arrived, response) => {
			response.writeHead(201).end();
		});
		expect(error.message).toContain('so the call may have been placed');
	});

	it('keeps what Retry-After asks for', async () => {
		const error = await failure(call, json({}, 429, { 'retry-after': '7' }));
		expect(error.context.retryAfter).toBe(7000);
	});

	it('was refused where nothing listens', async () => {
		const closed = await startServer();
		await closed.close();
		const error = await vapiRequest(createContext({ baseUrl: closed.url }), call).catch(
			(caught: NodeApiError) => caught,
		);
		expect(outcomeOf(error)).toBe('refused');
		expect((error as NodeApiError).message).toContain('does not accept connections');
		expect((error as NodeApiError).httpCode).toBe('ECONNREFUSED');
	});

	it('was refused where TLS does not come about', async () => {
		const baseUrl = server.url.replace('http:', 'https:');
		const error = await vapiRequest(createContext({ baseUrl }), call).catch(
			(caught: NodeApiError) => caught,
		);
		expect(server.requests).toHaveLength(0);
		expect(outcomeOf(error)).toBe('refused');
	});

	it('is not sent once the execution was stopped', async () => {
		const ctx = createContext({ baseUrl: server.url, signal: AbortSignal.abort() });
		const error: unknown = await vapiRequest(ctx, call).catch((caught: unknown) => caught);
		expect(server.requests).toHaveLength(0);
		expect(outcomeOf(error)).toBe('refused');
	});

	it('counts as open for whatever else is thrown', () => {
		expect([new Error('x'), undefined, 'x', {}].map(outcomeOf)).toEqual(Array(4).fill('open'));
	});
});

describe('the credential', () => {
	it.each([
		[{}, 'no Vapi credential'],
		[{ baseUrl: 'http://api.example.com' }, 'https://'],
		[{ baseUrl: 'nonsense' }, 'https://'],
	])('stops the request before it is sent: %j', async (options, message) => {
		const error: unknown = await vapiRequest(createContext(options), call).catch(
			(caught: unknown) => caught,
		);
		expect((error as Error).message).toContain(message);
		expect((error as NodeApiError).context.itemIndex).toBe(2);
		expect(outcomeOf(error)).toBe('refused');
	});

	it('needs a public key for web calls', async () => {
		const ctx = createContext({ baseUrl: server.url, credential: { publicKey: '' } });
		const web: VapiRequest = { ...call, path: '/call/web', key: 'public' };
		await expect(vapiRequest(ctx, web)).rejects.toThrow('Public Key');
		expect(server.requests).toHaveLength(0);
	});
});

describe('what an error keeps', () => {
	const echo: Answer = (arrived, response) => {
		response.writeHead(400).end(`Refused: ${arrived.headers.authorization}`);
	};
	const cases: Array<[string, VapiRequest, Answer | undefined]> = [
		['a refusal', call, json({ message: ['x must be y'] }, 400)],
		['a key that is sent back', call, echo],
		['a timeout', { ...call, timeout: 50 }, () => {}],
		['a broken connection', call, (_a, _b, request) => void request.socket.destroy()],
	];

	it.each(cases)('after %s holds neither key nor body', async (_name, request, answer) => {
		const error = await failure(request, answer);
		const seen = [
			JSON.stringify(error),
			JSON.stringify({ ...error }),
			inspect(error, { depth: Infinity, showHidden: true }),
			error.stack,
		].join('\n');
		for (const hidden of [PRIVATE_KEY, PUBLIC_KEY, BODY.name, BODY.customer.number, 'Bearer p']) {
			expect(seen).not.toContain(hidden);
		}
		expect(error.cause).toBeUndefined();
	});
});
