import { runList } from './operations/runList';
import { runPlain } from './operations/runPlain';
import { get, getAll } from './properties';
import type { OperationHandler } from './router';

/** What runs each operation, by resource and operation. */
export const handlers: Record<string, Record<string, OperationHandler>> = {
	call: {
		get: runPlain(get),
		getAll: runList(getAll),
	},
};
