import { isCancelled, pause } from '../../../shared/api/cancellation';
import { waitBeforeRetry } from '../../../shared/api/retry';
import { refuse, shown } from '../../../shared/base/refusal';
import type { OperationHandler } from '../../../shared/engine/handler';
import { itemReader } from '../../../shared/engine/itemReader';
import { operation } from '../../../shared/generated/call/download';
import type { Artifact } from './artifacts';
import { ARTIFACTS } from './artifacts';
import type { WantedFile } from './findFile';
import { findFile } from './findFile';
import type { FileToStore } from './saveFile';
import { saveFile } from './saveFile';

interface PreparedDownload {
	wanted: WantedFile;
	file: FileToStore;
	artifact: string;
	field: string;
}

function artifactOf(name: string, displayName: string): Artifact {
	const artifact = Object.hasOwn(ARTIFACTS, name) ? ARTIFACTS[name] : undefined;
	const known = Object.keys(ARTIFACTS).join(', ');
	return (
		artifact ??
		refuse(
			`'${displayName}' is ${shown(name)}, which Vapi does not have`,
			`Use one of these: ${known}`,
		)
	);
}

/** Call: Download. The file goes into n8n's binary data, its facts into the item's json. */
export const download: OperationHandler<PreparedDownload> = {
	async prepare(ctx, itemIndex) {
		const { value, name } = itemReader(ctx, itemIndex, operation);
		const callId = String(value('callId'));
		const artifactName = String(value('artifact'));
		const artifact = artifactOf(artifactName, name('artifact'));
		const field = String(value('binaryPropertyName'));
		const wantedName = String(value('options.fileName') ?? '');
		const wait = Number(value('options.waitSeconds')) * 1000;
		return {
			wanted: { callId, artifact, wait },
			file: { artifact, wantedName, usualName: `${callId}-${artifact.path}` },
			artifact: artifactName,
			field,
		};
	},
	async execute(ctx, itemIndex, { wanted, file, artifact, field }) {
		for (let tries = 1; ; tries++) {
			// Each try asks Vapi anew, since the address of a file is good for a short time.
			const answer = await findFile(ctx, itemIndex, wanted);
			const saved = await saveFile(ctx, itemIndex, answer, file);
			if ('binary' in saved) {
				const { binary, bytes } = saved;
				const { fileName, mimeType } = binary;
				const json = { callId: wanted.callId, artifact, fileName, mimeType, fileSize: bytes };
				return [{ json, binary: { [field]: binary } }];
			}
			const wait =
				tries < saved.tries && !isCancelled(ctx)
					? waitBeforeRetry(tries, undefined, Math.random())
					: undefined;
			if (wait === undefined) throw saved.error;
			await pause(ctx, wait);
		}
	},
};
