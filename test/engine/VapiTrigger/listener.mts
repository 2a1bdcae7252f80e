import { startInstance } from '../harness/index.mts';
import type { Instance, ListeningWorkflow, WorkflowOptions } from '../harness/index.mts';

/** The triggers of a test file. */
export interface Listener {
	/** Publishes a workflow, until the test ends. */
	listen(workflow: WorkflowOptions): Promise<ListeningWorkflow>;
	/** The workflow that was published last in this test. */
	listening(): ListeningWorkflow | undefined;
}

/** An n8n for a test file, and a published workflow for each of its tests. */
export function useListener(): Listener {
	let instance: Instance;
	let listening: ListeningWorkflow | undefined;
	let published = 0;

	beforeAll(async () => {
		instance = await startInstance();
	});
	afterEach(async () => {
		await listening?.stop();
		listening = undefined;
	});
	afterAll(async () => {
		await instance.close();
	});

	return {
		listen: async (workflow) => {
			published += 1;
			listening = await instance.listen({ workflowId: `workflow-${published}`, ...workflow });
			return listening;
		},
		listening: () => listening,
	};
}
