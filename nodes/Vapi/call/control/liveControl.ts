import type { OperationHandler } from '../../../shared/engine/router';
import { operation as addMessage } from '../../../shared/generated/call/addMessage';
import { operation as control } from '../../../shared/generated/call/control';
import { operation as endCall } from '../../../shared/generated/call/endCall';
import { operation as say } from '../../../shared/generated/call/say';
import { operation as transfer } from '../../../shared/generated/call/transfer';
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
