import { request } from 'undici';
import { ASSISTANTS, PHONE_NUMBERS, PRIVATE_KEY } from '../../../sandbox/seed.mts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/server.mts';
import { objectOr, type JsonObject } from '../../../sandbox/types.mts';

/** What came back from one of the sandbox's listeners. */
export interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
	/** The answer as a JSON object; empty where it is none. */
	body: JsonObject;
	/** The answer as a list; empty where it is none. */
	list: JsonObject[];
}

/** A sandbox for a test file, started once and reset before each test. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => sandbox.reset());
	afterAll(() => sandbox.close());
	return () => sandbox;
}

const jsonOf = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** Sends a request; with the private key unless the headers bring an authorization of their own. */
export async function ask(
	origin: string,
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
	path: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer> {
	const answer = await request(origin + path, {
		method,
		headers: {
			'user-agent': 'test',
			authorization: `Bearer ${PRIVATE_KEY}`,
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		body: body === undefined ? null : JSON.stringify(body),
	});
	const text = await answer.body.text();
	const json = jsonOf(text);
	return {
		status: answer.statusCode,
		headers: answer.headers,
		text,
		body: objectOr(json),
		list: Array.isArray(json) ? json : [],
	};
}

/** A body that places a call; `more` is laid over it. */
export const callTo = (number: string, more: JsonObject = {}): JsonObject => ({
	assistantId: ASSISTANTS.receptionist,
	phoneNumberId: PHONE_NUMBERS.main,
	customer: { number },
	...more,
});

/** Places a call and gives its ID. */
export async function place(
	sandbox: Sandbox,
	number = '+15555550123',
	more: JsonObject = {},
): Promise<string> {
	const { status, text, body } = await ask(sandbox.url, 'POST', '/call', callTo(number, more));
	if (status !== 201) throw new Error(text);
	return String(body.id);
}

/** Lets a call live to its end, and its artifacts arrive. */
export async function liveOut(sandbox: Sandbox, callId: string): Promise<JsonObject> {
	while (await sandbox.step(callId)) continue;
	await sandbox.settled();
	return (await ask(sandbox.url, 'GET', `/call/${callId}`)).body;
}
