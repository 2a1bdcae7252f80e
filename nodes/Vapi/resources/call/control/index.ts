import type { OperationHandler } from '../../../router';
import { operation as addMessage } from '../generated/addMessage';
import { operation as control } from '../generated/control';
import { operation as endCall } from '../generated/endCall';
import { operation as say } from '../generated/say';
import { operation as transfer } from '../generated/transfer';
import { steer } from './steer';
import { transferOf } from './transfer';

/** The operations that act on a call in progress. */
export const liveControl: Record<string, OperationHandler> = {
	addMessage: steer(addMessage, 'add-message'),
	control: steer(control, 'control'),
	endCall: steer(endCall, 'end-call'),
	say: steer(say, 'say'),
	transfer: steer(transfer, 'transfer', transferOf),
};
