import { inspect } from 'node:util';
import type { NodeApiError } from 'n8n-workflow';

import type { VapiRequest } from '../../../../nodes/shared/api/exchange.ts';
import { vapiFullRequest, vapiRequest } from '../../../../nodes/shared/api/request.ts';
import { outcomeOf } from '../../../../nodes/shared/api/requestOutcome.ts';
import { createContext, PRIVATE_KEY, PUBLIC_KEY } from './context.mts';
import { BODY, call, failureOf, list } from './requests.mts';
import { json, useServer } from './server.mts';
import type { Answer } from './server.mts';

const server = useServer();

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
		expect(outcomeOf(error)).toBe('notSent');
	});

	it('needs a public key for web calls', async () => {
		const ctx = createContext({ baseUrl: server.url, credential: { publicKey: '' } });
		const web: VapiRequest = { ...call, path: '/call/web', key: 'public' };
		await expect(vapiRequest(ctx, web)).rejects.toThrow('Public Key');
		expect(server.requests).toHaveLength(0);
	});
});

describe('the guard against the wrong key', () => {
	const ctx = () => createContext({ baseUrl: server.url });

	// Behind a Base URL of one's own, a path that ends so is taken for live control of a call.
	it.each<[string, VapiRequest]>([
		['GET', { method: 'GET', path: '/assistant/control', itemIndex: 1 }],
		['POST', { method: 'POST', path: '/thing/control', body: BODY, itemIndex: 1 }],
		['PATCH', { method: 'PATCH', path: '/call/control', body: {}, itemIndex: 1 }],
		['DELETE', { method: 'DELETE', path: '/call/control', itemIndex: 1 }],
	])('does not send a %s that ends in /control with the public key', async (_method, request) => {
		const error = await failureOf(ctx(), request);
		expect(error.message).toBe(
			'This request was not sent, since at its address Vapi gets the public key',
		);
		expect(error.description).toBe('Check the IDs in the fields, and the Base URL of the credential.');
		expect(error.context.itemIndex).toBe(1);
		expect(outcomeOf(error)).toBe('notSent');
		expect(server.requests).toHaveLength(0);
	});

	it('does not send with the private key what wants the public one', async () => {
		const error = await failureOf(ctx(), { ...call, path: '/call/web/1', key: 'public' });
		expect(error.message).toContain('Vapi gets the private key');
		expect(server.requests).toHaveLength(0);
	});

	it('does not send with the public key what wants the private one', async () => {
		const error = await failureOf(ctx(), { ...call, path: '/call/web' });
		expect(error.message).toContain('Vapi gets the public key');
		expect(server.requests).toHaveLength(0);
	});

	it('does not send to an address where no key goes', async () => {
		// Without its slash, a path makes a user name of the host that it should follow.
		const error = await failureOf(ctx(), { ...list, path: '@127.0.0.1:1/call' });
		expect(error.message).toContain('Vapi gets no key');
		expect(outcomeOf(error)).toBe('notSent');
		expect(server.requests).toHaveLength(0);
	});

	it.each(['https://example.com/1/control', 'https://127.0.0.1:1/1/say'])(
		'does not send live control to %s',
		async (controlUrl) => {
			const error = await failureOf(ctx(), { ...call, controlUrl });
			expect(error.message).toContain('The control address of this call is not one of Vapi');
			expect(outcomeOf(error)).toBe('notSent');
			expect(server.requests).toHaveLength(0);
		},
	);

	it('lets live control go out with the public key, and what is no control with the private one', async () => {
		server.answer(json({ id: '1' }));
		const control = { method: 'POST', path: '/control', body: { type: 'end-call' } } as const;
		await vapiRequest(ctx(), { ...control, controlUrl: `${server.url}/1/control` });
		await vapiRequest(ctx(), { method: 'GET', path: '/assistant/control-room' });
		await vapiRequest(ctx(), { method: 'GET', path: '/assistant/control/1' });
		expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
			`Bearer ${PUBLIC_KEY}`,
			`Bearer ${PRIVATE_KEY}`,
			`Bearer ${PRIVATE_KEY}`,
		]);
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
		if (answer) server.answer(answer);
		const error = await failureOf(createContext({ baseUrl: server.url }), request);
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
