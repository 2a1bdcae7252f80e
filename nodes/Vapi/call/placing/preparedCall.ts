import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Refusal } from '../../../shared/base/refusal';
import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';
import type { Target } from './identity';
import type { DialEntry } from './record';
import type { DialSession } from './session';

/** What the user chose of how the node dials, with the defaults filled in. */
export interface DialOptions {
	/** Dial each item at most once per execution. */
	dialOnce: boolean;
	/** How long an item waits for a free slot in seconds; 0 fails at once. */
	waitForSlot: number;
	/** How far a retry without a record looks back in hours; 0 does not look. */
	lookBackHours: number;
	/** Put a marker into the call's metadata. */
	markCall: boolean;
}

/** One person to dial, while a request is worked on. */
export interface Dial {
	/** The item that asks for the call. */
	itemIndex: number;
	target: Target;
	entry: DialEntry;
	/** No POST went out for it yet, in this try or an earlier one. */
	fresh: boolean;
	placedBefore: boolean;
	/** Why nobody may be dialed for it any more, whatever a search finds. */
	late?: Refusal;
	/** The call, as Vapi gave it in this try. */
	call?: IDataObject;
	/** Vapi's refusal of one customer among several. */
	refused?: IDataObject;
	/** What comes out beside the input where, by the rules, no call is placed. */
	settled?: IDataObject;
	/** Why the call is not placed, or not known to be. */
	fault?: unknown;
}

/** A request that would dial. */
export interface DialRequest {
	method: 'POST';
	path: string;
	body: IDataObject;
}

/** Rules of the user on who may be called when. They look at those only for whom a POST is about to go out. */
export interface DialRules {
	/** What they say, as plain data: calls with different rules share no request. */
	readonly settings: object;
	/** What no other execution of this process may work on at the same time. */
	turnsOf(ctx: IExecuteFunctions, dials: Dial[]): string[];
	/**
	 * Judges right before the POST: who may not be dialed gets what is `settled`, or a `fault`. Nothing
	 * waits between its last look at the clock and its return.
	 * @param requestFor the request that dials these
	 * @returns the schedule of the request, where the rules change it
	 */
	judge(
		ctx: IExecuteFunctions,
		session: DialSession,
		dials: Dial[],
		requestFor: (dials: Dial[]) => DialRequest,
	): Promise<IDataObject | undefined>;
	/** Takes note of whom a request has called, or may have, and of whom it certainly has not. */
	noteSent(ctx: IExecuteFunctions, called: Dial[], notCalled: Dial[]): void;
}

/** A call that is ready to be placed: everything is read and checked, nothing is sent yet. */
export interface PreparedCall {
	itemIndex: number;
	/** Web calls have an endpoint of their own, which takes the public key. */
	path: '/call' | '/call/web';
	key: 'private' | 'public';
	/** The request, complete: nothing is merged into it any more. */
	body: IDataObject;
	options: DialOptions;
	/** Undefined where none are set. */
	rules?: DialRules;
	/** Why it must not be placed any more: its time is over. A call of an earlier try still comes out. */
	late?: Refusal;
	/** How much of the call comes out. */
	output: OutputChoice;
}

/** How the items of a run go out. */
export interface BatchOptions {
	/** Items that differ only in the customer share a request. */
	batch: boolean;
	/** Customers of one request, at most. */
	batchSize: number;
	/** Requests that are on their way at the same time, at most. */
	parallelRequests: number;
}
