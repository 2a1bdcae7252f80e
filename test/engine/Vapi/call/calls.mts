import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../sandbox/server.mts';
import type { DownloadTiming } from '../../../../nodes/Vapi/call/download/downloadTiming.ts';
import { builtModule } from '../../harness/index.mts';
import { byId } from '../../support.mts';

/** Stays on the line until someone ends the call. */
export const PATIENT = '+15555550165';

interface Placing {
	number?: string;
	/** Laid over the request's assistantOverrides. */
	overrides?: IDataObject;
	/** More of the request. */
	more?: IDataObject;
}

/** Places a call at the sandbox, past the node; the record of requests begins after it. */
export async function place(
	sandbox: Sandbox,
	{ number = PATIENT, overrides = {}, more = {} }: Placing = {},
): Promise<string> {
	const response = await fetch(`${sandbox.url}/call`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${sandbox.privateKey}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({
			assistantId: ASSISTANTS.receptionist,
			phoneNumberId: PHONE_NUMBERS.main,
			customer: { number },
			assistantOverrides: overrides,
			...more,
		}),
	});
	const { id } = (await response.json()) as { id: string };
	sandbox.requests.length = 0;
	return id;
}

/** Lets a call go on until nothing happens by itself any more. */
export async function goOn(sandbox: Sandbox, id: string): Promise<void> {
	while (await sandbox.step(id)) continue;
	sandbox.requests.length = 0;
}

/** A call in which two are talking, at a sandbox with time scale 0. */
export async function talking(sandbox: Sandbox, placing: Placing = {}): Promise<string> {
	const id = await place(sandbox, placing);
	await goOn(sandbox, id);
	return id;
}

/** Parameters of an operation on a call. */
export function onCall(operation: string, id: string, more: INodeParameters = {}): INodeParameters {
	return { resource: 'call', operation, callId: byId(id), ...more };
}

/** Shortens the time without a byte after which a body is given up, in milliseconds. */
export function hurryBodies(silence: number): void {
	const { bodyTiming } = builtModule('nodes/shared/api/bodyStream.js') as {
		bodyTiming: { silence: number };
	};
	bodyTiming.silence = silence;
}

/** Shortens the waits of a download: what takes seconds with Vapi takes milliseconds here. */
export function hurryDownloads(changes: Partial<DownloadTiming> = {}): void {
	const { downloadTiming } = builtModule('nodes/Vapi/call/download/downloadTiming.js') as {
		downloadTiming: DownloadTiming;
	};
	hurryBodies(60_000);
	Object.assign(downloadTiming, { lookFirst: 5, lookMost: 20, over: 3_600_000, transfer: 60_000, ...changes });
}
