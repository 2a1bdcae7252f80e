import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../sandbox/seed.mts';
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.mts';
import type { RecordedRequest } from '../../sandbox/types.mts';
import { runWorkflow, sandboxCredentials } from './harness/index.mts';
import type { NodeSpec, RunOptions, RunResult } from './harness/index.mts';

/** A sandbox for a test file: started once, reset before each test. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => {
		sandbox.reset();
	});
	afterAll(async () => {
		await sandbox.close();
	});
	return () => sandbox;
}

/** A resource locator's value, by ID. */
export function byId(value: string): INodeParameters {
	return { __rl: true, mode: 'id', value };
}

/** Parameters of a phone call that is complete; `more` is laid over them. */
export function callParameters(more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'call',
		operation: 'create',
		callType: 'phone',
		agent: 'assistant',
		assistantId: byId(ASSISTANTS.receptionist),
		phoneNumberId: byId(PHONE_NUMBERS.main),
		to: '+15555550123',
		...more,
	};
}

/** Parameters of Create that fill in these fields, each where the form has it. */
export function filledIn({ variables, countryCode, ...fields }: INodeParameters): INodeParameters {
	return {
		...(variables !== undefined && { variables }),
		...(countryCode !== undefined && { countryCode }),
		additionalFields: fields,
	};
}

/** Runs the Vapi node, named `Vapi`, on its own. */
export async function runVapi(
	sandbox: Sandbox,
	parameters: INodeParameters,
	{ node, ...options }: Partial<RunOptions> & { node?: Partial<NodeSpec> } = {},
): Promise<RunResult> {
	return await runWorkflow({
		credentials: sandboxCredentials(sandbox),
		...options,
		nodes: [{ ...node, name: 'Vapi', parameters }],
	});
}

/** Requests that would place a call. */
export function posts(sandbox: Sandbox): RecordedRequest[] {
	return sandbox.requests.filter(({ method }) => method === 'POST');
}

/** Bodies of the requests that would place a call. */
export function bodies(sandbox: Sandbox): IDataObject[] {
	return posts(sandbox).map(({ body }) => body as IDataObject);
}

/** Whom calls, or the bodies that ask for them, are for. */
export function numbersOf(list: IDataObject[]): unknown[] {
	return list.map(({ customer }) => (customer as IDataObject | undefined)?.number);
}
