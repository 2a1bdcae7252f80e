import { operation as addMessage } from '../../../shared/generated/call/addMessage';
import { operation as control } from '../../../shared/generated/call/control';
import { operation as endCall } from '../../../shared/generated/call/endCall';
import { operation as say } from '../../../shared/generated/call/say';
import { operation as transfer } from '../../../shared/generated/call/transfer';
import { steer } from './steer';
import { transferMessage } from './transferMessage';

/** The operations that act on a call in progress. */
export const liveControl = {
	addMessage: steer(addMessage),
	control: steer(control),
	endCall: steer(endCall),
	say: steer(say),
	transfer: steer(transfer, transferMessage),
};
