import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Core } from '../core.mts';
import { isLoopback } from '../routes/urls.mts';
import { listOr, objectOr, type JsonObject } from '../types.mts';
import { credentialHeaders } from './sign.mts';

/** One try to deliver a message. */
export interface Attempt {
	/** ISO 8601, by the sandbox's clock. */
	at: string;
	/** The answer's status; null where none came. */
	status: number | null;
	/** Why none came. */
	error?: string;
}

/** A message that was sent to a server, and what came back. */
export interface Delivery {
	callId: string;
	type: string;
	url: string;
	/** The headers of the last try. */
	headers: Record<string, string>;
	message: JsonObject;
	attempts: Attempt[];
	/** The last answer's text. */
	answer?: string;
	/** What Vapi would make of the answer; only for messages that need one. */
	verdict?: { understood: boolean; reasons: string[] };
	done: boolean;
}

/** Servers on this machine may have a certificate of their own making. */
const local = new Agent({ connect: { rejectUnauthorized: false } });

const headersOf = (core: Core, server: JsonObject, callId: string, body: string) => {
	const credential = core.store.webhookCredentials[String(server.credentialId)];
	const own = Object.entries(objectOr(server.headers)).map(([name, value]) => [
		name.toLowerCase(),
		String(value),
	]);
	const signed = credential
		? credentialHeaders(credential, String(server.url), body, core.clock.now())
		: {};
	return {
		'user-agent': 'axios/1.8.3',
		'content-type': 'application/json',
		'x-call-id': callId,
		cookie: `callId=${callId}`,
		'x-vapi-secret': String(server.secret ?? ''),
		...Object.fromEntries(
			Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]),
		),
		...Object.fromEntries(own),
	};
};

async function attempt(
	core: Core,
	delivery: Delivery,
	body: string,
	timeout: number,
): Promise<Attempt> {
	const at = core.clock.iso();
	if (!isLoopback(delivery.url)) {
		return { at, status: null, error: 'The sandbox sends to this machine only' };
	}
	try {
		const answer = await request(delivery.url, {
			method: 'POST',
			headers: delivery.headers,
			body,
			dispatcher: local,
			signal: AbortSignal.timeout(timeout),
		});
		delivery.answer = await answer.body.text();
		return { at, status: answer.statusCode };
	} catch (error) {
		return { at, status: null, error: String(error) };
	}
}

/** Milliseconds before retry number `retry` (from 0), and how many retries there are. */
const backoffOf = (server: JsonObject) => {
	const plan = objectOr(server.backoffPlan);
	const base = Number(plan.baseDelaySeconds ?? 0) * 1000;
	return {
		retries: Number(plan.maxRetries ?? 0),
		excluded: listOr(plan.excludedStatusCodes).map(Number),
		delay: (retry: number) => (plan.type === 'exponential' ? base * 2 ** retry : base),
	};
};

const succeeded = ({ status }: Attempt) => status !== null && status >= 200 && status < 300;

/**
 * Sends a message to its server, again as the server's backoffPlan says (without one: once), and fills
 * in the delivery as it goes. `timeout` in milliseconds, for each try.
 */
export async function deliver(
	core: Core,
	delivery: Delivery,
	server: JsonObject,
	timeout: number,
): Promise<void> {
	const body = JSON.stringify(delivery.message);
	const { retries, excluded, delay } = backoffOf(server);
	for (let retry = 0; ; retry++) {
		delivery.headers = headersOf(core, server, delivery.callId, body);
		const tried = await attempt(core, delivery, body, timeout);
		delivery.attempts.push(tried);
		const isFinal = tried.status !== null && excluded.includes(tried.status);
		if (succeeded(tried) || isFinal || retry >= retries) break;
		// A process that is done must not stay for the sake of a retry.
		await sleep(delay(retry) * core.options.backoffScale, undefined, { ref: false });
	}
	delivery.done = true;
}
