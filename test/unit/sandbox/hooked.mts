import type { Sandbox } from '../../../sandbox/server.mts';
import type { JsonObject } from '../../../sandbox/types.mts';
import { place, useSandbox } from './client.mts';
import { useReceiver } from './receiver.mts';
import type { Receiver } from './receiver.mts';

/** Who calls, and who is called. */
export const number = '+15555550123';

/** A sandbox, and a receiver for its webhooks. */
export interface Hooked {
	sandbox(): Sandbox;
	receiver: Receiver;
	/** Places a call whose messages come to the receiver. */
	placeHooked(server?: JsonObject, overrides?: JsonObject): Promise<string>;
}

/** The same for a test file: calls go on by hand, and webhooks are sent again at once. */
export function useHooked(): Hooked {
	const sandbox = useSandbox({ timeScale: 0, backoffScale: 0 });
	const receiver = useReceiver();
	return {
		sandbox,
		receiver,
		placeHooked: (server = {}, overrides = {}) =>
			place(sandbox(), number, {
				assistantOverrides: { server: { url: receiver.url, ...server }, ...overrides },
			}),
	};
}
