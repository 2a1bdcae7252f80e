import type { IExecuteFunctions } from 'n8n-workflow';

import { readFields } from '../../../shared/engine/buildRequest';
import { readValue } from '../../../shared/engine/readValue';
import { inputError, shown } from '../../../shared/api/refuse';
import type { OperationHandler } from '../../../shared/engine/router';
import { cancelSignalOf, isCancelled, pause } from '../../../shared/api/cancellation';
import { waitBeforeRetry } from '../../../shared/api/retry';
import { operation } from '../../../shared/generated/call/download';
import { ARTIFACTS } from './artifacts';
import { findFile } from './findFile';
import type { Wanted } from './findFile';
import { saveFile } from './saveFile';
import type { FileToStore } from './saveFile';
import { timing } from './downloadTiming';

/** Seconds to wait where the option is not set, as the form says. */
const USUAL_WAIT = 60;

interface PreparedDownload {
	wanted: Wanted;
	file: FileToStore;
	artifact: string;
	field: string;
}

function waitOf(ctx: IExecuteFunctions, itemIndex: number): number {
	const reading = readValue(
		ctx.getNodeParameter('options.waitSeconds', itemIndex, USUAL_WAIT),
		{
			parameter: 'options.waitSeconds',
			displayName: 'Wait for the File (Seconds)',
			in: 'query',
			path: [],
			type: 'number',
			minimum: 0,
		},
		'UTC',
	);
	if ('value' in reading) return Number(reading.value) * 1000;
	throw inputError(ctx, itemIndex, reading.message, reading.description);
}

function fieldOf(ctx: IExecuteFunctions, itemIndex: number): string {
	const field = String(ctx.getNodeParameter('binaryPropertyName', itemIndex, 'data')).trim();
	if (field !== '') return field;
	throw inputError(
		ctx,
		itemIndex,
		"'Put Output File in Field' is empty",
		"Enter a name for the binary field, such as 'data'.",
	);
}

/** Ends a transfer that has come to a halt, which n8n's helpers would wait for without end. */
function transferSignal(ctx: IExecuteFunctions): AbortSignal {
	const controller = new AbortController();
	const stop = () => controller.abort();
	// Not AbortSignal.any: nothing but a listener keeps a time limit from being collected as garbage.
	AbortSignal.timeout(timing.transfer).addEventListener('abort', stop, { once: true });
	cancelSignalOf(ctx)?.addEventListener('abort', stop, { once: true });
	return controller.signal;
}

/** Call: Download. The file goes into n8n's binary data, its facts into the item's json. */
export const download: OperationHandler<PreparedDownload> = {
	async prepare(ctx, itemIndex) {
		const callId = String(readFields(ctx, itemIndex, operation.fields).path.id);
		const name = String(ctx.getNodeParameter('artifact', itemIndex, 'monoRecording'));
		const artifact = Object.hasOwn(ARTIFACTS, name) ? ARTIFACTS[name] : undefined;
		if (artifact === undefined) {
			const known = Object.keys(ARTIFACTS).join(', ');
			const message = `'Artifact' is ${shown(name)}, which Vapi does not have`;
			throw inputError(ctx, itemIndex, message, `Use one of these: ${known}.`);
		}
		const wantedName = String(ctx.getNodeParameter('options.fileName', itemIndex, '') ?? '');
		return {
			wanted: { callId, artifact, wait: waitOf(ctx, itemIndex) },
			file: { artifact, wantedName, usualName: `${callId}-${artifact.path}` },
			artifact: name,
			field: fieldOf(ctx, itemIndex),
		};
	},
	async execute(ctx, itemIndex, { wanted, file, artifact, field }) {
		for (let tries = 1; ; tries++) {
			// Each try asks Vapi anew, since the address of a file is good for a short time.
			const answer = await findFile(ctx, itemIndex, wanted);
			const saved = await saveFile(ctx, itemIndex, answer, file, transferSignal(ctx));
			if ('binary' in saved) {
				const { binary, bytes } = saved;
				const { fileName, mimeType } = binary;
				const json = { callId: wanted.callId, artifact, fileName, mimeType, fileSize: bytes };
				return [{ json, binary: { [field]: binary } }];
			}
			const wait =
				saved.again && !isCancelled(ctx)
					? waitBeforeRetry(tries, undefined, Math.random())
					: undefined;
			if (wait === undefined) throw saved.error;
			await pause(ctx, wait);
		}
	},
};
