import { runList } from './operations/runList';
import { runPlain } from './operations/runPlain';
import type { GeneratedOperation } from './operations/types';
import { liveControl } from './resources/call/control';
import { create } from './resources/call/create';
import { createAndWait } from './resources/call/createAndWait';
import { deleteCall } from './resources/call/delete';
import { download } from './resources/call/download';
import { operations } from './resources/generated';
import { webhookResponse } from './resources/webhookResponse';
import type { Handler } from './router';

type Handlers = Record<string, Record<string, Handler>>;

/** Operations that are more than one plain request; every other runs as its generated row says. */
const OWN: Handlers = {
	call: { ...liveControl, create, createAndWait, delete: deleteCall, download },
	webhookResponse,
};

const handlerOf = (operation: GeneratedOperation): Handler =>
	OWN[operation.resource]?.[operation.operation] ??
	(operation.paging === undefined ? runPlain(operation) : runList(operation));

/** What runs an operation of the node, or undefined where there is no such operation. */
export function handlerFor(resource: string, operation: string): Handler | undefined {
	const generated = operations[resource]?.[operation];
	return generated === undefined ? OWN[resource]?.[operation] : handlerOf(generated);
}
