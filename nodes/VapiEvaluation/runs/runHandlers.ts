import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import { vapiRequest } from '../../shared/api/request';
import { asObject, asText } from '../../shared/base/values';
import type { OperationHandler } from '../../shared/engine/handler';
import { waitForRun } from './waitForRun';
import type { WaitedRun } from './waitForRun';

const MINUTE = 60_000;

/** What is particular to simulation runs, and to eval runs. */
export interface RunKind {
	/** As people read it. */
	what: string;
	/** Where runs are started and read. */
	path: string;
	/**
	 * The body that starts a run for an item.
	 * @throws Refusal that names the parameter, its value and the way out
	 */
	bodyOf(this: void, ctx: IExecuteFunctions, itemIndex: number): IDataObject;
	/** Whether all of a run that has ended passed, and how many did. */
	verdictOf(this: void, run: IDataObject): { passed: boolean; itemCounts: IDataObject };
}

/** Starts a run, once; nothing but a GET is ever sent again. */
async function start(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ path }: RunKind,
	body: IDataObject,
): Promise<IDataObject> {
	return asObject(await vapiRequest(ctx, { method: 'POST', path, body, itemIndex }));
}

/** Create: starts a run and gives what Vapi answers. */
export function createRun(kind: RunKind): OperationHandler<IDataObject> {
	return {
		prepare: async (ctx, itemIndex) => await Promise.resolve(kind.bodyOf(ctx, itemIndex)),
		execute: async (ctx, itemIndex, body) => [{ json: await start(ctx, itemIndex, kind, body) }],
	};
}

/** How a run comes out: first whether it passed, where it has ended. */
function runItem({ run, timedOut }: WaitedRun, { verdictOf }: RunKind): IDataObject {
	return timedOut ? { waitTimedOut: true, ...run } : { ...verdictOf(run), ...run };
}

/**
 * Create and Wait: starts a run and looks at it until it has ended.
 * @param minutesOf how long to wait for an item's run
 */
export function createRunAndWait(
	kind: RunKind,
	minutesOf: (ctx: IExecuteFunctions, itemIndex: number) => number,
): OperationHandler<{ body: IDataObject; maxWait: number }> {
	const { what, path } = kind;
	return {
		prepare: async (ctx, itemIndex) =>
			await Promise.resolve({
				body: kind.bodyOf(ctx, itemIndex),
				maxWait: minutesOf(ctx, itemIndex) * MINUTE,
			}),
		async execute(ctx, itemIndex, { body, maxWait }) {
			const answer = await start(ctx, itemIndex, kind, body);
			// An eval run is answered by its ID alone, under a name of its own.
			const id = asText(answer.id) ?? asText(answer.evalRunId);
			if (id === undefined) {
				throw operationError(ctx, {
					message: `Vapi took the ${what} and did not say its ID, so it cannot be waited for`,
					description: 'Find it with Get Many, where the newest comes first',
					itemIndex,
				});
			}
			const waited = await waitForRun(ctx, answer, { itemIndex, what, path, id, maxWait });
			return [{ json: runItem(waited, kind) }];
		},
	};
}
