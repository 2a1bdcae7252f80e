import { runList } from '../shared/engine/listRequest';
import { runPlain } from '../shared/engine/plainRequest';
import type { GeneratedOperation } from '../shared/engine/rows';
import { liveControl } from './call/control/liveControl';
import { create } from './call/create/create';
import { createAndWait } from './call/wait/createAndWait';
import { deleteCall } from './call/deleteCall';
import { download } from './call/download/download';
import { operations } from '../shared/generated/Vapi';
import { webhookResponse } from './webhookResponse/answers';
import type { Handler } from '../shared/engine/router';

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
