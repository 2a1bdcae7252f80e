import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isCancelled, pause } from '../../shared/api/cancellation';
import { operationError } from '../../shared/api/errorFactory';
import type { VapiRequest } from '../../shared/api/exchange';
import { rowsOf } from '../../shared/api/listRows';
import { vapiRequest } from '../../shared/api/request';
import { isFinal } from '../../shared/api/retry';
import { attempt, messageOf } from '../../shared/base/result';
import type { OperationHandler } from '../../shared/engine/handler';
import { itemReader, placed, setRows } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/knowledgeBase/addFile';
import { fileTiming } from './fileTiming';

const MINUTE = 60_000;

interface PreparedFile {
	add: VapiRequest;
	/** How long to wait until the file is processed, in milliseconds; undefined for not at all. */
	wait: number | undefined;
}

/** What a failure after the file was added says, so that nobody adds it a second time. */
const ADDED = 'The file has been added to the knowledge base.';

/**
 * Looks at the files of the knowledge base until the added one is processed, at most until the deadline;
 * what goes wrong in between is ridden out.
 * @param added the file as Vapi answered when it was added
 * @returns the file as it is then, with `waitTimedOut` where it was not processed in time
 * @throws NodeOperationError when the file cannot be processed, is gone, or the execution is stopped
 */
async function processed(
	ctx: IExecuteFunctions,
	added: IDataObject,
	{ path, itemIndex }: VapiRequest,
	deadline: number,
): Promise<IDataObject> {
	const stop = (message: string, wayOut: string) =>
		operationError(ctx, { message, description: `${ADDED} ${wayOut}`, itemIndex });
	let file = added;
	for (let next = fileTiming.first; ; next = Math.min(next * 2, fileTiming.most)) {
		if (file.status === 'failed') {
			throw stop('Vapi could not process the file', "Use 'Retry File', or check what is in the file");
		}
		if (file.status !== 'indexing') return file;
		const left = deadline - Date.now();
		if (left <= 0) return { ...file, waitTimedOut: true };
		await pause(ctx, Math.min(next, left));
		if (isCancelled(ctx)) {
			throw stop('The execution was canceled while the file was processed', 'Vapi goes on with it');
		}
		const request: VapiRequest = { method: 'GET', path, itemIndex };
		const read = await attempt(vapiRequest(ctx, request));
		if ('error' in read) {
			if (isFinal(read.error)) throw stop('The state of the file could not be read', messageOf(read.error));
			continue;
		}
		const found = rowsOf(ctx, request, read.value).find(({ fileId }) => fileId === added.fileId);
		if (found === undefined) {
			throw stop('The file is no longer in the knowledge base', 'Somebody took it out meanwhile');
		}
		file = found;
	}
}

/** Knowledge Base: Add File. */
export const addFile: OperationHandler<PreparedFile> = {
	async prepare(ctx, itemIndex) {
		const { value } = itemReader(ctx, itemIndex, operation);
		const parts = placed(setRows(ctx, itemIndex, operation.fields));
		const path = `/v2/knowledge-base/${encodeURIComponent(String(parts.path.id))}/file`;
		const waits = value('waitUntilProcessed') === true;
		return {
			add: { method: 'POST', path, body: parts.body, itemIndex },
			wait: waits ? Number(value('options.maxWait')) * MINUTE : undefined,
		};
	},
	async execute(ctx, _itemIndex, { add, wait }) {
		const added = (await vapiRequest(ctx, add)) as IDataObject;
		if (wait === undefined) return [{ json: added }];
		return [{ json: await processed(ctx, added, add, Date.now() + wait) }];
	},
};
