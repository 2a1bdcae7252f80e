import { setTimeout } from 'node:timers/promises';
import type { IConnections, IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import type { ToolCallShape } from '../../../../../sandbox/options.mts';
import { ASSISTANTS } from '../../../../../sandbox/seed.mts';
import { place } from '../../../../unit/sandbox/client.mts';
import type { ListeningWorkflow, NodeSpec, RunResult } from '../../../harness/index.mts';
import { useSandbox } from '../../../support.mts';
import { answerTools, nodeOf, toolTrigger, workflowWith } from '../../../VapiTrigger/helpers.mts';
import { useListener } from '../../../VapiTrigger/listener.mts';

/** The execution, which goes on for a moment after it has answered. */
async function ended({ executions }: ListeningWorkflow): Promise<RunResult> {
	while (executions.length === 0) await setTimeout(5);
	return executions[0] as RunResult;
}

/** A sandbox and an n8n for a test file, and what an assistant hears that uses its tool. */
export function useTools() {
	const sandbox = useSandbox({ timeScale: 0 });
	const { listen, listening } = useListener();

	/** Publishes a workflow and lets the assistant of a call use its tool, once for each order. */
	async function callTools(
		nodes: NodeSpec[],
		{
			orders = ['A1'],
			shape = 'real' as ToolCallShape,
			types = {} as Record<string, INodeType>,
			trigger = {} as INodeParameters,
			connections = undefined as IConnections | undefined,
			onAnswer = (): void => undefined,
		} = {},
	) {
		const workflow = await listen(
			workflowWith(sandbox(), { ...toolTrigger, ...trigger }, nodes, types, connections),
		);
		const id = await place(sandbox(), '+15555550123', { assistantId: ASSISTANTS.toolUser });
		const calls = orders.map((orderNumber, index) => ({
			id: `call_${index + 1}`,
			name: 'look_up_order',
			arguments: { orderNumber },
		}));
		const delivery = await sandbox().toolCalls(id, calls, shape);
		onAnswer();
		const execution = await ended(workflow);
		return {
			status: delivery?.attempts[0]?.status,
			answer: JSON.parse(delivery?.answer ?? 'null') as IDataObject,
			verdict: delivery?.verdict,
			execution,
		};
	}

	return { callTools, listening };
}

/** What Vapi makes of an answer that it understands. */
export const ok = { understood: true, reasons: [] };

/** A node that finds out the status of an order. */
export const status = (text: string): NodeSpec => ({
	name: 'Status',
	type: 'test.set',
	parameters: { values: `={{ { status: ${text} } }}` },
});

/** The same, for orders that have been shipped. */
export const shipped = status('"Order " + $json.parameters.orderNumber + "\\nhas been shipped"');

/** Answers with that status. */
export const withStatus = answerTools({ result: '={{ $json.status }}' });

/** A node with two outputs: items for which the function says yes, and all others. */
export const fork = (says: (json: IDataObject) => boolean): INodeType => {
	const type = nodeOf('fork', async (ctx) => {
		const items = ctx.getInputData().map((entry, item) => ({ ...entry, pairedItem: { item } }));
		return [items.filter(({ json }) => says(json)), items.filter(({ json }) => !says(json))];
	});
	type.description.outputs = ['main', 'main'];
	return type;
};

/** Whether an item is about an order. */
export const isOrder =
	(order: string) =>
	({ parameters }: IDataObject): boolean =>
		(parameters as IDataObject | undefined)?.orderNumber === order;

/** What n8n's nodes make of an item that they fail on, under Continue and on the error output. */
export const failures: Record<string, (item: number) => IDataObject> = {
	/** n8n's Code node: a text. */
	Code: () => ({ error: 'The CRM\nis away [line 1]' }),
	/** n8n's HTTP Request node: the request's error. */
	'HTTP Request': () => ({
		error: { message: '503 - "away"', name: 'AxiosError', code: 'ERR_BAD_RESPONSE', status: 503 },
	}),
	/** This package's own node. */
	Vapi: (item) => ({ error: `The CRM is away [item ${item}]`, details: { outcome: 'notSent' } }),
};

/** A tool of a test that fails on some items as one of those nodes does. */
export const failing = (kind: string, fails: (json: IDataObject) => boolean): INodeType =>
	nodeOf('failing', async (ctx) => [
		ctx.getInputData().map(({ json }, item) => ({
			json: fails(json) ? (failures[kind]?.(item) ?? {}) : { status: 'shipped' },
			pairedItem: { item },
		})),
	]);

/** What a node has to say about its last run. */
export const hintsOf = ({ data }: RunResult, node: string): string[] =>
	(data.resultData.runData[node]?.at(-1)?.hints ?? []).map(({ message }) => message);
