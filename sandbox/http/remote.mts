import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRule } from '../faults.mts';
import type { Sandbox } from '../server.mts';
import type { Seed } from '../seed.mts';
import { objectOr, type JsonObject } from '../types.mts';
import { manyEndedCalls } from '../data/endedCall.mts';
import { parseBody, readBody, send } from './exchange.mts';

/** Under this path the sandbox itself is driven, by processes other than the one that started it. */
export const REMOTE = '/__sandbox/';

type Command = (sandbox: Sandbox, body: JsonObject) => unknown;

const commands: Record<string, Command> = {
	'GET requests': ({ requests }) => requests,
	'DELETE requests': ({ requests }) => {
		requests.length = 0;
	},
	'GET dials': ({ dials }) => dials,
	'GET deliveries': ({ deliveries }) => deliveries,
	'GET calls': ({ state }) => [...state.calls.values()],
	'POST faults': ({ faults }, body) => faults.add(body as unknown as FaultRule),
	'DELETE faults': ({ faults }) => faults.clear(),
	'POST seed': (sandbox, body) => {
		const { manyCalls, ...seed } = body;
		const { count = 0, perTimestamp = 1 } = objectOr(manyCalls);
		const calls = manyCalls ? { calls: manyEndedCalls(Number(count), Number(perTimestamp)) } : {};
		sandbox.reset({ ...(seed as Partial<Seed>), ...calls });
	},
	'POST reset': (sandbox) => sandbox.reset(),
	'POST step': (sandbox, { callId }) => sandbox.step(String(callId)),
	'POST end': (sandbox, { callId, endedReason }) =>
		sandbox.end(String(callId), endedReason === undefined ? undefined : String(endedReason)),
	'POST inbound': (sandbox, body) => sandbox.inbound(body),
	'POST send': (sandbox, { callId, type, fields }) =>
		sandbox.send(String(callId), String(type), objectOr(fields)),
	'POST tool-calls': (sandbox, { callId, calls, shape }) =>
		sandbox.toolCalls(
			String(callId),
			calls as Parameters<Sandbox['toolCalls']>[1],
			shape as Parameters<Sandbox['toolCalls']>[2],
		),
	'POST settle': (sandbox) => sandbox.settled(),
};

/** Answers `/__sandbox/...`; such requests are not recorded and meet no fault rule. */
export async function remoteControl(
	sandbox: Sandbox,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const name = (request.url ?? '').slice(REMOTE.length);
	const body = objectOr(parseBody(await readBody(request)));
	const command = commands[`${request.method} ${name}`];
	if (!command) return send(response, { status: 404, body: { commands: Object.keys(commands) } });
	try {
		const result = await command(sandbox, body);
		send(response, { status: 200, body: result ?? { done: true } });
	} catch (error) {
		send(response, { status: 400, body: { message: String(error) } });
	}
}
