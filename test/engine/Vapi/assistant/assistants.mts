import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { violationsOf } from '../../../contract/contract.mts';
import type { RunResult } from '../../harness/index.mts';
import { runVapi, useSandbox } from '../../support.mts';

/** Runs operations of a resource in a sandbox of its own; what they send has to fit the contract. */
export function useResource(resource: string, kept: 'assistants' | 'tools') {
	const sandbox = useSandbox();

	afterEach(() => {
		const violations = sandbox().requests.flatMap(violationsOf);
		if (violations.length > 0) throw new Error(violations.join('\n'));
	});

	const run = async (
		operation: string,
		parameters: INodeParameters = {},
		items?: IDataObject[],
	): Promise<RunResult> =>
		await runVapi(sandbox(), { resource, operation, ...parameters }, items ? { items } : {});

	return {
		sandbox,
		run,
		/** What an operation puts out, whole; throws where the node does. */
		put: async (operation: string, parameters: INodeParameters = {}, items?: IDataObject[]) => {
			const result = await run(operation, { output: 'raw', ...parameters }, items);
			if (result.error) throw result.error;
			return result.json('Vapi');
		},
		/** The requests that change something. */
		sent: () =>
			sandbox()
				.requests.filter(({ method }) => method !== 'GET')
				.map(({ method, path, body }) => ({ method, path, body })),
		/** One as the account has it. */
		saved: (id: string) => sandbox().state[kept].get(id) as IDataObject,
		/** The first change is told that there is no such thing any more. */
		deletedMeanwhile: () => {
			const body = { message: 'Not Found', statusCode: 404 };
			sandbox().faults.add({ kind: 'status', method: 'PATCH', path: `^/${resource}/`, status: 404, body });
		},
	};
}
