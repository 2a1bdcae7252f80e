import type { Core } from '../core.mts';
import type { ToolCallShape } from '../options.mts';
import { objectOr, type Entity, type JsonObject } from '../types.mts';
import { deliver, type Delivery } from './deliver.mts';
import { judgeAssistantAnswer, judgeDestinationAnswer, judgeToolAnswer } from './judge.mts';
import { envelopeOf, isWanted, serverFor } from './target.mts';
import { toolCallFields, type ToolCallRequest } from './toolCalls.mts';

const DEFAULT_TIMEOUT = 20_000;
/** Fixed by Vapi: a telephone network does not wait longer for an answer. */
const ASSISTANT_REQUEST_TIMEOUT = 7500;

const DESTINATION_REQUESTS = ['transfer-destination-request', 'handoff-destination-request'];

/** Sends server messages and keeps what was sent and answered. */
export class Webhooks {
	/** Everything that was sent, in order. */
	readonly deliveries: Delivery[] = [];
	private readonly core: Core;
	private readonly open = new Set<Promise<unknown>>();

	constructor(core: Core) {
		this.core = core;
	}

	/**
	 * Sends a message about a call to the server whose turn it is, whether the assistant wants such
	 * messages or not. Resolves when it is delivered or given up; undefined where no server is set.
	 */
	async send(
		call: Entity,
		type: string,
		fields: JsonObject = {},
		tool?: JsonObject,
	): Promise<Delivery | undefined> {
		const server = serverFor(this.core, call, tool);
		if (!server) return undefined;
		const delivery: Delivery = {
			callId: call.id,
			type,
			url: String(server.url),
			headers: {},
			message: structuredClone(envelopeOf(this.core, call, type, fields)),
			attempts: [],
			done: false,
		};
		this.deliveries.push(delivery);
		const timeout =
			type === 'assistant-request'
				? ASSISTANT_REQUEST_TIMEOUT
				: Number(server.timeoutSeconds ?? DEFAULT_TIMEOUT / 1000) * 1000;
		await this.track(deliver(this.core, delivery, server, timeout));
		if (DESTINATION_REQUESTS.includes(type)) {
			const { status = null } = delivery.attempts.at(-1) ?? {};
			delivery.verdict = judgeDestinationAnswer(status, delivery.answer ?? '');
		}
		return delivery;
	}

	/** Sends a message if the call's assistant wants it; the call does not wait for it. */
	notify(call: Entity, type: string, fields: JsonObject = {}): void {
		if (isWanted(this.core, call, type)) void this.send(call, type, fields);
	}

	/** status-update. */
	status(call: Entity): void {
		const { status, endedReason } = call;
		this.notify(call, 'status-update', {
			status,
			...(status === 'ended' ? { endedReason } : {}),
		});
	}

	/** end-of-call-report, with everything that is known about the call by now. */
	endOfCall(call: Entity): void {
		const { endedReason, cost, costs, costBreakdown, startedAt, endedAt, analysis } = call;
		const started = Date.parse(String(startedAt ?? endedAt));
		const durationMs = Date.parse(String(endedAt)) - started;
		const artifact = { ...objectOr(call.artifact), ...this.core.media.links(call.id) };
		const { transcript = '', messages = [], recordingUrl, stereoRecordingUrl } = artifact as JsonObject;
		this.notify(call, 'end-of-call-report', {
			endedReason,
			cost,
			costs,
			costBreakdown,
			startedAt,
			endedAt,
			durationMs,
			durationSeconds: durationMs / 1000,
			durationMinutes: durationMs / 60_000,
			analysis,
			summary: objectOr(analysis).summary,
			transcript,
			messages,
			recordingUrl,
			stereoRecordingUrl,
		});
	}

	/**
	 * Lets the assistant call functions; all go out in one message to the first tool's server, as they
	 * do when a model asks for several at once. The delivery's verdict says whether Vapi would
	 * understand the answer.
	 */
	async toolCalls(
		call: Entity,
		calls: ToolCallRequest[],
		shape: ToolCallShape = this.core.options.toolCallShape,
	): Promise<Delivery | undefined> {
		const [first] = calls;
		const delivery = await this.send(call, 'tool-calls', toolCallFields(calls, shape), first?.tool);
		if (!delivery) return undefined;
		const { status = null } = delivery.attempts.at(-1) ?? {};
		delivery.verdict = judgeToolAnswer(status, delivery.answer ?? '', calls);
		return delivery;
	}

	/** Asks the server who takes an inbound call; the answer as Vapi reads it. */
	async assistantRequest(
		call: Entity,
	): Promise<{ delivery?: Delivery; understood: boolean; body: JsonObject }> {
		const delivery = await this.send(call, 'assistant-request');
		if (!delivery) return { understood: false, body: {} };
		const { status = null } = delivery.attempts.at(-1) ?? {};
		const { body, ...verdict } = judgeAssistantAnswer(
			status,
			delivery.answer ?? '',
			this.core.store,
		);
		delivery.verdict = verdict;
		return { delivery, understood: verdict.understood, body };
	}

	/** Resolves when nothing is being sent. */
	async settled(): Promise<void> {
		while (this.open.size) await Promise.allSettled(this.open);
	}

	/** Forgets what was sent. */
	clear(): void {
		this.deliveries.length = 0;
	}

	private async track<T>(work: Promise<T>): Promise<T> {
		this.open.add(work);
		try {
			return await work;
		} finally {
			this.open.delete(work);
		}
	}
}
