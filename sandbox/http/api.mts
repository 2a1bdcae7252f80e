import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.mts';
import { serveContract, type ApiRequest } from '../contract.mts';
import { answerFaulty } from '../faults.mts';
import { callRoutes } from '../routes/calls.mts';
import { resourceRoutes } from '../routes/resources.mts';
import { shelfRoutes } from '../routes/shelves.mts';
import { isObject, type RecordedRequest, type Reply } from '../types.mts';
import { turnAway } from './auth.mts';
import { Refusal } from './errors.mts';
import { parseForm } from './form.mts';
import { parseBody, readBody, recordOf, send } from './exchange.mts';

const typeOf = ({ headers }: RecordedRequest): string => headers['content-type'] ?? '';
const isJson = (record: RecordedRequest) => /^application\/json\b/.test(typeOf(record));
/** A form that could be read is an object by now. */
const isRead = (record: RecordedRequest) =>
	isJson(record) || (/^multipart\/form-data\b/.test(typeOf(record)) && isObject(record.body));

/** Bodies that are not declared as JSON are overlooked, as the server's framework does. */
const apiRequestOf = (record: RecordedRequest): ApiRequest => {
	const { method, path, query, body } = record;
	const headers = Object.fromEntries(
		Object.entries(record.headers).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, value]],
		),
	);
	if (isJson(record) && typeof body === 'string') {
		throw new Refusal(400, 'Unexpected token in JSON');
	}
	const hasBody = method !== 'GET' && method !== 'HEAD';
	return {
		method,
		path,
		query,
		headers: hasBody ? { ...headers, 'content-type': 'application/json' } : headers,
		body: hasBody ? ((isRead(record) ? body : undefined) ?? {}) : undefined,
	};
};

/** Vapi's API: takes requests, keeps them, runs into fault rules, and answers. */
export async function apiHandler(core: Core) {
	const route = await serveContract({ ...resourceRoutes(core), ...shelfRoutes(core), ...callRoutes(core) });

	const answer = async (record: RecordedRequest, blocked = false): Promise<Reply> => {
		try {
			return turnAway(record, core.store.privateKey) ?? (await route(apiRequestOf(record), blocked));
		} catch (error) {
			if (error instanceof Refusal) return error.reply();
			throw error;
		}
	};

	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const raw = await readBody(request);
		const form = await parseForm(raw, request.headers['content-type']);
		const record = recordOf('api', request, form ?? parseBody(raw), core.clock);
		core.requests.push(record);
		const rule = core.faults.take(record);
		if (!rule) return send(response, await answer(record), record);
		return await answerFaulty(rule, response, record, (blocked) => answer(record, blocked));
	};
}
