/** The parts of n8n's JSON that our tools read and write. */
export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string | null; name: string }>;
	[key: string]: unknown;
}

export interface WorkflowJson {
	id?: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	[key: string]: unknown;
}

/** A credential as `n8n import:credentials` takes it; n8n encrypts `data`. */
export interface CredentialJson {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface ExecutionItem {
	json: Record<string, unknown>;
	binary?: Record<string, unknown>;
	pairedItem?: unknown;
	error?: Record<string, unknown>;
}

interface NodeRun {
	data?: { main?: Array<ExecutionItem[] | null> };
	error?: ExecutionError;
	executionStatus?: string;
}

export interface ExecutionError {
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context?: Record<string, unknown>;
}

/** One run of a workflow as n8n reports it (`IRun`). */
export interface ExecutionRun {
	status?: string;
	data: {
		resultData: {
			runData: Record<string, NodeRun[]>;
			error?: ExecutionError;
			lastNodeExecuted?: string;
		};
	};
}

/**
 * The items that a node gave out in its last run.
 * @param output 0 for the first output, 1 for the second (the error output).
 * @throws Error when the node did not run.
 */
export function itemsOf(run: ExecutionRun, node: string, output = 0): ExecutionItem[] {
	const last = run.data.resultData.runData[node]?.at(-1);
	if (!last) {
		const ran = Object.keys(run.data.resultData.runData).join(', ') || 'none';
		throw new Error(`The node "${node}" did not run (ran: ${ran})`);
	}
	return last.data?.main?.[output] ?? [];
}

/** The `json` of the items that a node gave out in its last run. */
export function jsonOf(run: ExecutionRun, node: string, output = 0): ExecutionItem['json'][] {
	return itemsOf(run, node, output).map((item) => item.json);
}
