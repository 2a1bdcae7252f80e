import type { PreparedCall } from '../../../../../nodes/Vapi/call/placing/preparedCall.ts';

/** A call with the options that Create has where none is set, short of item and body. */
export const PLAIN = {
	path: '/call',
	key: 'private',
	options: { dialOnce: true, waitForSlot: 120, lookBackHours: 24, markCall: false },
	output: { mode: 'simple', fields: [] },
} satisfies Omit<PreparedCall, 'itemIndex' | 'body'>;
