import type { NodeApiError } from 'n8n-workflow';

import type { VapiRequest } from '../../../../nodes/shared/api/exchange.ts';
import { vapiRequest } from '../../../../nodes/shared/api/request.ts';
import { leavesOpen, outcomeOf } from '../../../../nodes/shared/api/requestOutcome.ts';
import { createContext } from './context.mts';
import { call, failureOf, NOW } from './requests.mts';
import { json, startServer, useServer } from './server.mts';
import type { Answer } from './server.mts';

const server = useServer();

async function failure(request: VapiRequest, answer?: Answer): Promise<NodeApiError> {
	if (answer) server.answer(answer);
	return await failureOf(createContext({ baseUrl: server.url }), request);
}

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
		[307, 'mayHaveBeenPlaced'],
		[408, 'mayHaveBeenPlaced'],
		[499, 'mayHaveBeenPlaced'],
		[500, 'mayHaveBeenPlaced'],
		[503, 'mayHaveBeenPlaced'],
	] as const)('answered by %d is %s', async (status, outcome) => {
		const error = await failure(call, json({ message: 'x' }, status));
		expect(outcomeOf(error)).toBe(outcome);
		expect(leavesOpen(error)).toBe(outcome !== 'refused');
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
		expect(outcomeOf(error)).toBe('mayHaveBeenPlaced');
	});

	it('says so after a connection that broke', async () => {
		const error = await failure(call, (_arrived, _response, request) => {
			request.socket.destroy();
		});
		expect(error.message).toContain('so the call may have been placed');
		expect(outcomeOf(error)).toBe('mayHaveBeenPlaced');
	});

	it('says so after an answer that was cut off', async () => {
		const error = await failure(call, (_arrived, response) => {
			response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"12');
		});
		expect(error.message).toBe("Vapi's answer (201) holds no JSON object or list, so the call may have been placed");
		expect(outcomeOf(error)).toBe('mayHaveBeenPlaced');
	});

	it.each(['null', '5', 'true'])('says so after %s, which names no call', async (body) => {
		const error = await failure(call, (_arrived, response) => {
			response.writeHead(201, { 'content-type': 'application/json' }).end(body);
		});
		expect(error.message).toContain('so the call may have been placed');
		expect(outcomeOf(error)).toBe('mayHaveBeenPlaced');
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

	it('was not sent where nothing listens', async () => {
		const closed = await startServer();
		await closed.close();
		const error = await vapiRequest(createContext({ baseUrl: closed.url }), call).catch(
			(caught: NodeApiError) => caught,
		);
		expect(outcomeOf(error)).toBe('notSent');
		expect(leavesOpen(error)).toBe(false);
		expect((error as NodeApiError).message).toContain('does not accept connections');
		expect((error as NodeApiError).httpCode).toBe('ECONNREFUSED');
	});

	it('was not sent where TLS does not come about', async () => {
		const baseUrl = server.url.replace('http:', 'https:');
		const error = await vapiRequest(createContext({ baseUrl }), call).catch(
			(caught: NodeApiError) => caught,
		);
		expect(server.requests).toHaveLength(0);
		expect(outcomeOf(error)).toBe('notSent');
		expect(leavesOpen(error)).toBe(false);
	});

	it('is not sent once the execution was stopped', async () => {
		const ctx = createContext({ baseUrl: server.url, signal: AbortSignal.abort() });
		const error: unknown = await vapiRequest(ctx, call).catch((caught: unknown) => caught);
		expect(server.requests).toHaveLength(0);
		expect(outcomeOf(error)).toBe('notSent');
		expect(leavesOpen(error)).toBe(false);
	});

	it('counts as open for whatever else is thrown', () => {
		expect([new Error('x'), undefined, 'x', {}].map(leavesOpen)).toEqual(Array(4).fill(true));
	});
});
