import type { IExecuteFunctions } from 'n8n-workflow';

import { nodesToRun, onExecutionEnd } from '../../../../nodes/Vapi/webhookResponse/executionState.ts';

const context = (inside: object) => inside as unknown as IExecuteFunctions;
const work = async () => undefined;

test('the nodes that are to run are those on the stack and those that wait for an input', () => {
	const executionData = {
		nodeExecutionStack: [{ node: { name: 'Next' } }],
		waitingExecution: { Merge: {} },
	};
	expect(nodesToRun(context({ runExecutionData: { executionData } }))).toEqual(['Next', 'Merge']);
});

test.each<[string, object]>([
	['nothing', {}],
	['no execution', { runExecutionData: null, additionalData: {} }],
	['no stack', { runExecutionData: { executionData: {} }, additionalData: { hooks: {} } }],
])('an n8n that shows %s is taken for one that does not tell', (_what, inside) => {
	expect(nodesToRun(context(inside))).toBeUndefined();
	expect(() => onExecutionEnd(context(inside), work)).not.toThrow();
});

test('work is done at the end of the execution', () => {
	const addHandler = jest.fn();
	onExecutionEnd(context({ additionalData: { hooks: { addHandler } } }), work);
	expect(addHandler).toHaveBeenCalledWith('workflowExecuteAfter', work);
});
