import type { KeyKind } from '../../../credentials/keys';
import type { NodeError } from './errorFactory';
import { operationError } from './errorFactory';
import type { VapiContext } from './exchange';

/** For a credential that is missing or cannot be used; nothing was sent. */
export function credentialError(
	ctx: VapiContext,
	message: string,
	itemIndex?: number,
): NodeError {
	return operationError(ctx, {
		message,
		description: "Open the node's credential of type 'Vapi API' and complete it.",
		outcome: 'notSent',
		itemIndex,
	});
}

/**
 * For a path that is taken for another part of the API, such as `/assistant/control` behind a Base
 * URL of one's own, where live control has the same host.
 */
export function wrongKeyError(ctx: VapiContext, kind: KeyKind, itemIndex?: number): NodeError {
	const key = kind === 'none' ? 'no key' : `the ${kind} key`;
	return operationError(ctx, {
		message: `This request was not sent, since at its address Vapi gets ${key}`,
		description: 'Check the IDs in the fields, and the Base URL of the credential.',
		outcome: 'notSent',
		itemIndex,
	});
}

/** For a control address that no key and no request may go to. */
export function controlAddressError(ctx: VapiContext, itemIndex?: number): NodeError {
	return operationError(ctx, {
		message: 'The control address of this call is not one of Vapi, so nothing was sent',
		description:
			'Live control goes to hosts under vapi.ai only, or to the host of a custom Base URL. Check what stands between n8n and Vapi.',
		outcome: 'notSent',
		itemIndex,
	});
}

/** For a credential that n8n does not hand out; nothing was sent. */
export function missingCredentialError(
	ctx: VapiContext,
	reason: string,
	itemIndex?: number,
): NodeError {
	return operationError(ctx, {
		message: 'This node has no Vapi credential that can be used',
		description: `Choose or create a credential of type 'Vapi API' in the node. n8n says: ${reason}`,
		outcome: 'notSent',
		itemIndex,
	});
}
