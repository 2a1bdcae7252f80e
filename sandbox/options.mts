import type { Tls } from './http/listener.mts';
import type { Seed } from './seed.mts';

/** How a sandbox is set up. */
export interface SandboxOptions {
	/** Port of the API; any free one when left out. */
	port?: number;
	/** Pace of calls: 1 is human speed, 0.001 (default) a second in a millisecond, 0 by hand. */
	timeScale?: number;
	/** Pace of the waits between webhook retries; 1 is real time, 0.1 the default. */
	backoffScale?: number;
	/** Milliseconds that the sandbox's clock is ahead of this machine's. */
	clockOffset?: number;
	/** Milliseconds until the list of calls shows a new one (default 0). */
	listingDelay?: number;
	/** What the account holds; parts left out come from the default seed. */
	seed?: Partial<Seed>;
	/** Calls at the same time (default: no limit in practice) and what happens to one too many. */
	concurrency?: { limit: number; over?: 'blocked' | 'refused' | 'ended' };
	/** Bytes of a recording (default 200,000); streamed, never held in memory. */
	recordingBytes?: number;
	/** Serve https with this key and certificate. */
	tls?: Tls;
	/** Shape of the tool calls in webhooks (default `real`). */
	toolCallShape?: ToolCallShape;
}

/** The ways in which Vapi's payloads and documents write a tool call. */
export type ToolCallShape = 'real' | 'text' | 'parameters' | 'arguments' | 'withTool';

/** Options with every default filled in. */
export interface Settings {
	timeScale: number;
	backoffScale: number;
	concurrency: { limit: number; over: 'blocked' | 'refused' | 'ended' };
	recordingBytes: number;
	toolCallShape: ToolCallShape;
	listingDelay: number;
}

/** Fills in the defaults. */
export function settingsOf(options: SandboxOptions): Settings {
	return {
		timeScale: options.timeScale ?? 0.001,
		backoffScale: options.backoffScale ?? 0.1,
		concurrency: { limit: 100_000, over: 'blocked', ...options.concurrency },
		recordingBytes: options.recordingBytes ?? 200_000,
		toolCallShape: options.toolCallShape ?? 'real',
		listingDelay: options.listingDelay ?? 0,
	};
}
