import { randomUUID } from 'node:crypto';
import { Clock } from './clock.mts';
import type { Core } from './core.mts';
import { Faults } from './faults.mts';
import { apiHandler } from './http/api.mts';
import { controlHandler } from './http/control.mts';
import { listen } from './http/listener.mts';
import { REMOTE, remoteControl } from './http/remote.mts';
import { storageHandler } from './http/storage.mts';
import { functionToolsOf, assistantOf } from './life/agent.mts';
import { takeInboundCall, type InboundCall } from './life/inbound.mts';
import { Life } from './life/life.mts';
import { Media } from './media/media.mts';
import { settingsOf, type SandboxOptions, type Settings, type ToolCallShape } from './options.mts';
import { PRIVATE_KEY, PUBLIC_KEY, type Seed } from './seed.mts';
import { Store } from './store.mts';
import { objectOr, type Dial, type Entity, type JsonObject, type RecordedRequest } from './types.mts';
import type { Delivery } from './webhooks/deliver.mts';
import { Webhooks } from './webhooks/webhooks.mts';

export type { SandboxOptions } from './options.mts';
export type { FaultRule } from './faults.mts';
export type { Dial, RecordedRequest } from './types.mts';
export type { Delivery } from './webhooks/deliver.mts';
export type { Seed } from './seed.mts';

/** A running sandbox. */
export interface Sandbox {
	/** Base URL of the API: `http://127.0.0.1:PORT`. */
	url: string;
	/** Origins of live control and of artifact storage. */
	controlUrl: string;
	storageUrl: string;
	privateKey: string;
	publicKey: string;
	/** Every request that any listener received. */
	requests: RecordedRequest[];
	/** Every outbound phone call that was accepted. */
	dials: Dial[];
	/** Every server message that was sent, with its answer. */
	deliveries: Delivery[];
	/** What the account holds; maps by ID. */
	state: Store;
	faults: Faults;
	clock: Clock;
	/** Pace, concurrency and sizes; may be changed while it runs. */
	options: Settings;
	/** Does the next thing in a call's life now; false when there is nothing left. */
	step(callId: string): Promise<boolean>;
	/** Ends a call (as the customer, when no reason is given); false if it had ended. */
	end(callId: string, endedReason?: string): Promise<boolean>;
	/** Someone calls a number of the account. */
	inbound(call?: InboundCall): Promise<Entity>;
	/** Sends a server message about a call, wanted or not; undefined where no server is set. */
	send(callId: string, type: string, fields?: JsonObject): Promise<Delivery | undefined>;
	/** Lets a call's assistant call functions; the delivery's verdict judges the answer. */
	toolCalls(
		callId: string,
		calls: Array<{ name: string; arguments?: JsonObject; id?: string }>,
		shape?: ToolCallShape,
	): Promise<Delivery | undefined>;
	/** Resolves when no webhook is on its way. */
	settled(): Promise<void>;
	/** Starts over: seed (the first one, or this), no requests, dials, deliveries or faults. */
	reset(seed?: Partial<Seed>): void;
	close(): Promise<void>;
}

const callOf = (core: Core, id: string): Entity => {
	const call = core.store.calls.get(id);
	if (!call) throw new TypeError(`No call ${id}`);
	return call;
};

function createCore(options: SandboxOptions): Core {
	const core = {
		options: settingsOf(options),
		clock: new Clock(options.clockOffset),
		store: new Store(options.seed),
		faults: new Faults(),
		requests: [],
		dials: [],
		urls: { api: '', control: '', storage: '' },
	} as unknown as Core;
	return Object.assign(core, {
		life: new Life(core),
		media: new Media(core),
		webhooks: new Webhooks(core),
	});
}

/** Functions by name, with the tool behind each where the assistant has one. */
function toolCallsOf(
	core: Core,
	call: Entity,
	calls: Array<{ name: string; arguments?: JsonObject; id?: string }>,
) {
	const tools = functionToolsOf(assistantOf(call, core.store), core.store);
	return calls.map(({ name, arguments: values = {}, id = `call_${randomUUID()}` }) => ({
		id,
		name,
		arguments: values,
		tool: tools.find((tool) => objectOr(tool.function).name === name),
	}));
}

/** Starts a local Vapi on 127.0.0.1: the API, live control and artifact storage, each on its own port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const core = createCore(options);
	const { clock } = core;
	const api = await apiHandler(core);
	const server = await listen(
		async (request, response) =>
			request.url?.startsWith(REMOTE)
				? await remoteControl(sandbox, request, response)
				: await api(request, response),
		clock,
		options.port,
		options.tls,
	);
	const control = await listen(controlHandler(core), clock, 0, options.tls);
	const storage = await listen(storageHandler(core), clock, 0, options.tls);
	Object.assign(core.urls, { api: server.url, control: control.url, storage: storage.url });

	const sandbox: Sandbox = {
		url: server.url,
		controlUrl: control.url,
		storageUrl: storage.url,
		privateKey: PRIVATE_KEY,
		publicKey: PUBLIC_KEY,
		requests: core.requests,
		dials: core.dials,
		deliveries: core.webhooks.deliveries,
		state: core.store,
		faults: core.faults,
		clock,
		options: core.options,
		step: (callId) => core.life.step(callId),
		end: (callId, endedReason = 'customer-ended-call') => core.life.end(callId, endedReason),
		inbound: (call = {}) => takeInboundCall(core, call),
		send: (callId, type, fields) => core.webhooks.send(callOf(core, callId), type, fields),
		toolCalls: (callId, calls, shape) => {
			const call = callOf(core, callId);
			return core.webhooks.toolCalls(call, toolCallsOf(core, call, calls), shape);
		},
		settled: () => core.webhooks.settled(),
		reset: (seed = options.seed) => {
			core.life.clear();
			core.media.remove();
			core.faults.clear();
			core.webhooks.clear();
			core.requests.length = 0;
			core.dials.length = 0;
			core.store.load(seed);
		},
		close: async () => {
			core.life.clear();
			await Promise.all([server.close(), control.close(), storage.close()]);
		},
	};
	return sandbox;
}
