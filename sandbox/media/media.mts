import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Core } from '../core.mts';
import { objectOr, type Entity, type JsonObject } from '../types.mts';

/** The seven artifacts, by the last part of their route. */
export const ARTIFACT_KINDS = [
	'mono-recording',
	'stereo-recording',
	'customer-recording',
	'assistant-recording',
	'video-recording',
	'call-logs',
	'pcap',
] as const;

export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

const LIFETIME = 30 * 60 * 1000;

/** Which artifacts of which calls exist, and the short-lived addresses under which they are handed out. */
export class Media {
	private readonly core: Core;
	private readonly secret = randomBytes(16);
	private readonly kinds = new Map<string, Set<ArtifactKind>>();
	private readonly mp3 = new Set<string>();

	constructor(core: Core) {
		this.core = core;
	}

	/** Puts the artifacts of an ended call into storage, as its artifactPlan says. */
	add(call: Entity, assistant: JsonObject): void {
		const plan = objectOr(assistant.artifactPlan);
		const kinds = new Set<ArtifactKind>();
		if (plan.recordingEnabled !== false) {
			for (const side of ['mono', 'stereo', 'customer', 'assistant'] as const) {
				kinds.add(`${side}-recording`);
			}
		}
		if (plan.videoRecordingEnabled === true) kinds.add('video-recording');
		if (plan.loggingEnabled !== false) kinds.add('call-logs');
		if (plan.pcapEnabled !== false && String(call.type).endsWith('PhoneCall')) kinds.add('pcap');
		if (plan.recordingFormat === 'mp3') this.mp3.add(call.id);
		this.kinds.set(call.id, kinds);
	}

	has(callId: string, kind: string): boolean {
		return this.kinds.get(callId)?.has(kind as ArtifactKind) ?? false;
	}

	isMp3(callId: string): boolean {
		return this.mp3.has(callId);
	}

	/** Drops the artifacts of one call, or of all. */
	remove(callId?: string): void {
		if (callId) this.kinds.delete(callId);
		else this.kinds.clear();
	}

	/** An address on the storage's own origin, good for 30 minutes. */
	presign(callId: string, kind: string): string {
		const expires = String(this.core.clock.now() + LIFETIME);
		const path = `/artifacts/${callId}/${kind}`;
		const signature = this.signature(path, expires);
		const query = new URLSearchParams({ 'X-Amz-Expires': expires, 'X-Amz-Signature': signature });
		return `${this.core.urls.storage}${path}?${query}`;
	}

	/** Was this address made here, and is it still good? */
	isSigned(path: string, query: URLSearchParams): boolean {
		const expires = query.get('X-Amz-Expires') ?? '';
		const given = Buffer.from(query.get('X-Amz-Signature') ?? '');
		const expected = Buffer.from(this.signature(path, expires));
		const genuine = given.length === expected.length && timingSafeEqual(given, expected);
		return genuine && Number(expires) > this.core.clock.now();
	}

	/** The artifact's fields that hold addresses, made anew at each answer, as Vapi does. */
	links(callId: string): JsonObject {
		const kinds = this.kinds.get(callId);
		if (!kinds) return {};
		const raw = (kind: ArtifactKind) =>
			kinds.has(kind) ? `${this.core.urls.storage}/private/${callId}/${kind}` : undefined;
		const signed = (kind: ArtifactKind) =>
			kinds.has(kind) ? this.presign(callId, kind) : undefined;
		return {
			recordingUrl: raw('mono-recording'),
			stereoRecordingUrl: raw('stereo-recording'),
			recording: {
				stereoUrl: raw('stereo-recording'),
				videoUrl: raw('video-recording'),
				mono: {
					combinedUrl: raw('mono-recording'),
					assistantUrl: raw('assistant-recording'),
					customerUrl: raw('customer-recording'),
				},
			},
			pcapUrl: raw('pcap'),
			logUrl: raw('call-logs'),
			presignedMonoUrl: signed('mono-recording'),
			presignedStereoUrl: signed('stereo-recording'),
			presignedVideoUrl: signed('video-recording'),
			presignedAssistantUrl: signed('assistant-recording'),
			presignedCustomerUrl: signed('customer-recording'),
			presignedPcapUrl: signed('pcap'),
			presignedLogUrl: signed('call-logs'),
			presignedUrlsExpiresAt: this.core.clock.iso(LIFETIME),
		};
	}

	private signature(path: string, expires: string): string {
		return createHmac('sha256', this.secret).update(`${path}?${expires}`).digest('hex');
	}
}
