import type { Workflow } from 'n8n-workflow';

/** Does something that resolves expressions, in the isolate that n8n lends a workflow. */
export async function withIsolate<T>(workflow: Workflow, work: () => Promise<T>): Promise<T> {
	await workflow.expression.acquireIsolate();
	try {
		return await work();
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
