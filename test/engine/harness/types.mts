import type {
	ICredentialDataDecryptedObject,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	IRunExecutionData,
	IWorkflowSettings,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** An input item: its json alone, or whole (`{ json, binary, pairedItem }`). */
export type InputItem = IDataObject | INodeExecutionData;

/** A node of the workflow; what is left out gets n8n's default. */
export type NodeSpec = Partial<
	Pick<
		INode,
		| 'id'
		| 'parameters'
		| 'typeVersion'
		| 'position'
		| 'disabled'
		| 'retryOnFail'
		| 'maxTries'
		| 'waitBetweenTries'
		| 'onError'
		| 'continueOnFail'
		| 'executeOnce'
		| 'alwaysOutputData'
		| 'webhookId'
	>
> & {
	name: string;
	/**
	 * `n8n-nodes-vapi.vapi`, `n8n-nodes-vapi.vapiTrigger`, `n8n-nodes-vapi.vapiTool` or one of the
	 * harness's own (`test.*`). The Vapi node when left out.
	 */
	type?: string;
	/** False: the node has no credential selected. */
	credentials?: false;
};

export interface WorkflowOptions {
	/** Nodes in order. Without `connections` the trigger feeds the first, and so on in a chain. */
	nodes: NodeSpec[];
	/**
	 * Connections, the node `Trigger` included. A node that is named `Trigger` in `nodes` replaces
	 * the harness's own.
	 */
	connections?: IConnections;
	/** Data of the credential `vapiApi`; see `sandboxCredentials`. */
	credentials?: ICredentialDataDecryptedObject;
	settings?: IWorkflowSettings;
	staticData?: IDataObject;
	workflowId?: string;
	/** Where n8n would be reached: webhook and resume addresses start with it. */
	instanceUrl?: string;
	/** Node types of a single test, by full type name. */
	nodeTypes?: Record<string, INodeType>;
	pinData?: Record<string, INodeExecutionData[]>;
}

export interface RunOptions extends WorkflowOptions {
	/** What the trigger puts out. One empty item when left out. */
	items?: InputItem[];
	/** `trigger` when left out. */
	mode?: WorkflowExecuteMode;
	/** A stored execution to go on with, instead of `items`. */
	runExecutionData?: IRunExecutionData;
	executionId?: string;
	retryOf?: string;
	/** Keep a snapshot after every node, as the workflow setting of that name does. */
	saveProgress?: boolean;
	/**
	 * False: n8n stores the execution before it notes when it began, as 1.x does. A retry of what was
	 * stored at the start then knows only when it began itself.
	 */
	beginningStored?: boolean;
	/** n8n's execution time-out in milliseconds. */
	executionTimeout?: number;
}

/** A node error as it stands in the run data: a plain object, n8n keeps no class there. */
export interface StoredError {
	message: string;
	description?: string | null;
	name?: string;
	httpCode?: string | null;
	context?: IDataObject;
	stack?: string;
	[key: string]: unknown;
}

export interface RunResult {
	run: IRun;
	data: IRunExecutionData;
	status: IRun['status'];
	executionId: string;
	/** The error that ended the execution, if one did. */
	error?: StoredError;
	/** True when a node put the execution to wait. */
	waiting: boolean;
	/** What n8n stored when the execution began: all that is left after a kill. */
	savedAtStart: IRunExecutionData;
	/** What n8n stores when the execution ends; a copy without classes. */
	saved: IRunExecutionData;
	/** With `saveProgress`: what n8n stored after each node. */
	savedProgress: IRunExecutionData[];
	/** Responses that a node sent with `sendResponse`. */
	responses: unknown[];
	staticData: IDataObject;
	options: RunOptions;
	/** Items that a node put out: of one output (0), in its last run unless `run` is given. */
	output(node: string, outputIndex?: number, run?: number): INodeExecutionData[];
	/** Only the json of `output`. */
	json(node: string, outputIndex?: number, run?: number): IDataObject[];
	/** The error of a node's last run, if it threw. */
	errorOf(node: string): StoredError | undefined;
	/** How many times a node ran (loops; not the tries of Retry On Fail). */
	runs(node: string): number;
}

export interface RunningWorkflow {
	executionId: string;
	savedAtStart: IRunExecutionData;
	/** n8n's Stop button: the cancel signal of the running node fires, no further node starts. */
	cancel(): void;
	/** Stop where n8n cannot tell this process: all that happens is that it is stored. */
	stopElsewhere(): void;
	result: Promise<RunResult>;
}
