import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.mts';
import { answerFaulty } from '../faults.mts';
import { assistantOf } from '../life/agent.mts';
import { PUBLIC_KEY } from '../seed.mts';
import { listOr, objectOr, type Entity, type JsonObject, type Reply } from '../types.mts';
import { Refusal } from './errors.mts';
import { parseBody, readBody, recordOf, send } from './exchange.mts';

const CONTROLS = [
	'mute-assistant',
	'unmute-assistant',
	'mute-customer',
	'unmute-customer',
	'say-first-message',
];

const ROLES = ['system', 'user', 'assistant', 'tool', 'function'];

const heard = (call: Entity, entry: JsonObject): void => {
	const artifact = objectOr(call.artifact);
	const messages = [...listOr(artifact.messages), entry];
	call.artifact = { ...artifact, messages };
};

const refuse = (message: string): never => {
	throw new Refusal(400, message);
};

const transfer = async (core: Core, call: Entity, body: JsonObject): Promise<void> => {
	const destination = objectOr(body.destination);
	const { type, number, sipUri } = destination;
	const isComplete = (type === 'number' && number) || (type === 'sip' && sipUri);
	if (!isComplete) refuse('destination must be a number or a SIP address');
	call.destination = destination;
	await core.life.end(call.id, 'assistant-forwarded-call');
};

const acts: Record<string, (core: Core, call: Entity, body: JsonObject) => Promise<void> | void> = {
	say: async (core, call, body) => {
		if (typeof body.content !== 'string') refuse('content must be a string');
		heard(call, { role: 'bot', message: body.content });
		if (body.endCallAfterSpoken) {
			await core.life.end(call.id, 'assistant-ended-call-after-message-spoken');
		}
	},
	'add-message': (_, call, body) => {
		const { role, content } = objectOr(body.message);
		if (!ROLES.includes(String(role))) refuse(`message.role must be one of ${ROLES.join(', ')}`);
		heard(call, { role, message: content });
	},
	control: (_, __, body) => {
		if (!CONTROLS.includes(String(body.control))) {
			refuse(`control must be one of ${CONTROLS.join(', ')}`);
		}
	},
	'end-call': async (core, call) => {
		await core.life.end(call.id, 'manually-canceled');
	},
	transfer,
};

/** Acts on a call in progress, the way live call control does; throws Refusal where it cannot. */
async function control(core: Core, call: Entity, body: JsonObject): Promise<Reply> {
	if (call.status === 'ended') refuse('Call has already ended');
	if (call.status === 'scheduled') refuse('Call has not started');
	const act = acts[String(body.type)] ?? refuse(`Unknown message type ${String(body.type)}`);
	await act(core, call, body);
	return { status: 200, body: { success: true } };
}

/**
 * The control address of calls (`/<call ID>/control`), on an origin of its own. Asks for the public key
 * where the assistant's monitorPlan says so, and for no key otherwise.
 */
export function controlHandler(core: Core) {
	const answer = async (path: string, key: string | undefined, body: unknown): Promise<Reply> => {
		const [, id = '', verb] = path.split('/');
		const call = core.store.calls.get(id);
		if (!call || verb !== 'control') throw new Refusal(404, 'Not Found');
		const plan = objectOr(assistantOf(call, core.store).monitorPlan);
		if (plan.controlEnabled === false) throw new Refusal(404, 'Not Found');
		if (plan.controlAuthenticationEnabled === true && key !== `Bearer ${PUBLIC_KEY}`) {
			throw new Refusal(401, 'Invalid Key.');
		}
		return await control(core, call, objectOr(body));
	};
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = parseBody(await readBody(request));
		const record = recordOf('control', request, body, core.clock);
		core.requests.push(record);
		const accept = async (): Promise<Reply> => {
			try {
				return await answer(record.path, record.headers.authorization, body);
			} catch (error) {
				if (error instanceof Refusal) return error.reply();
				throw error;
			}
		};
		const rule = core.faults.take(record);
		if (rule) return await answerFaulty(rule, response, record, accept);
		return send(response, await accept(), record);
	};
}
