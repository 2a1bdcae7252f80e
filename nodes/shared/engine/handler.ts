import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { NodeError } from '../api/errorFactory';
import type { Result } from '../base/result';

/** How one operation handles one item. */
export interface OperationHandler<Prepared = unknown> {
	/**
	 * Reads and checks everything of the item, before anything is sent for any item.
	 * @throws what stops the whole node, or this item under Continue On Fail
	 */
	prepare?(ctx: IExecuteFunctions, itemIndex: number): Promise<Prepared>;
	/** Does the work and gives the item's results. */
	execute(
		ctx: IExecuteFunctions,
		itemIndex: number,
		prepared: Prepared,
	): Promise<INodeExecutionData[]>;
	/**
	 * Stands in for `execute` where items are worked on together (one request for several, or several
	 * at a time). Gives items their results or what went wrong with them, by item index.
	 * Items that it leaves out are executed one by one afterwards.
	 * @param failed why items could not be prepared, under Continue On Fail; they keep their places
	 */
	executeAll?(
		ctx: IExecuteFunctions,
		prepared: Map<number, Prepared>,
		failed: Map<number, NodeError>,
	): Promise<Map<number, Result<INodeExecutionData[]>>>;
	/**
	 * Adds what the operation knows of an item to why it failed, before it comes out as a failed item.
	 * @param isPrepared false where the item could not even be read and checked
	 * @returns the error
	 */
	explain?(
		ctx: IExecuteFunctions,
		itemIndex: number,
		error: NodeError,
		isPrepared: boolean,
	): NodeError;
	/**
	 * Has the last word on an error that stops the node, since n8n drops what other items came to.
	 * @returns what is thrown instead, or the error itself
	 */
	beforeThrow?(ctx: IExecuteFunctions, error: NodeError): NodeError;
}

/** An operation whose `executeAll` leaves no item out. */
export type WholeHandler<Prepared = unknown> = Omit<OperationHandler<Prepared>, 'execute'> &
	Required<Pick<OperationHandler<Prepared>, 'executeAll'>>;

/** What runs an operation. */
export type Handler = OperationHandler | WholeHandler;
