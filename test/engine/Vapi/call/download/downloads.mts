import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS } from '../../../../../sandbox/seed.mts';
import { defaultSeed } from '../../../../../sandbox/data/defaultSeed.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import type { RecordedRequest } from '../../../../../sandbox/types.mts';
import { keepBinaryDataInFiles } from '../../../harness/index.mts';
import type { RunResult } from '../../../harness/index.mts';
import { useSandbox } from '../../../support.mts';
import { goOn, hurryDownloads, onCall, place } from '../calls.mts';

/** What files come from. */
export interface Files {
	sandbox(): Sandbox;
	/** Requests that reached the storage. */
	stored(): RecordedRequest[];
	/** Requests that reached the API. */
	asked(): RecordedRequest[];
	/** A call that has ended, with the artifacts that this plan turns on. */
	finished(artifactPlan?: IDataObject, number?: string): Promise<string>;
}

/** A sandbox for a test file, in which calls go on by hand, and an n8n that keeps files on disk. */
export function useFiles(): Files {
	const sandbox = useSandbox({ timeScale: 0 });

	beforeAll(async () => {
		await keepBinaryDataInFiles();
	});
	beforeEach(() => {
		hurryDownloads();
	});

	return {
		sandbox,
		stored: () => sandbox().requests.filter(({ listener }) => listener === 'storage'),
		asked: () => sandbox().requests.filter(({ listener }) => listener === 'api'),
		async finished(artifactPlan = {}, number = '+15555550123') {
			sandbox().reset({
				assistants: defaultSeed().assistants.map((assistant) =>
					assistant.id === ASSISTANTS.receptionist ? { ...assistant, artifactPlan } : assistant,
				),
			});
			const id = await place(sandbox(), { number });
			await goOn(sandbox(), id);
			return id;
		},
	};
}

/** Parameters that download an artifact of a call, its recording unless `more` says otherwise. */
export const downloadOf = (id: string, more: INodeParameters = {}) =>
	onCall('download', id, { artifact: 'monoRecording', ...more });

/** The file of the first item. */
export function fileOf(result: RunResult, field = 'data'): IBinaryData {
	expect(result.error?.message).toBeUndefined();
	const binary = result.output('Vapi')[0]?.binary?.[field];
	if (binary === undefined) throw new Error(`No binary field ${field}`);
	return binary;
}
