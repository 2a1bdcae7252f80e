import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../../shared/base/values';

/** What an assistant, a phone number or a tool can have registered, and what we put in its place. */
export interface Previous {
	/** Null: it had no server. */
	server: IDataObject | null;
	/** Assistants only. Null: Vapi's default list. */
	serverMessages?: string[] | null;
}

/** Where a trigger registers itself. */
export interface RegistrationTarget {
	kind: 'assistant' | 'phoneNumber' | 'tool';
	id: string;
}

/** A registration that this node made, with what to put back. */
export interface Registration extends RegistrationTarget {
	url: string;
	previous: Previous;
}

/** What the node keeps in n8n's static data. A test listen has static data of its own. */
export interface TriggerState {
	/** What was registered last; still right after the credential has got another key. */
	secret?: string;
	registration?: Registration;
	/** The resource whose server somebody else has set since, and to what. */
	lost?: RegistrationTarget & { url: string };
}

/** The node's static data; what is changed in it, n8n saves. */
export function stateOf(ctx: IHookFunctions | IWebhookFunctions): TriggerState {
	return ctx.getWorkflowStaticData('node') as TriggerState;
}

/** Whether two targets are the same resource. */
export function sameTarget(a: RegistrationTarget | undefined, b: RegistrationTarget): boolean {
	return a !== undefined && a.kind === b.kind && a.id === b.id;
}

/** The server of a resource as Vapi gave it, or null. */
export function serverOf(resource: IDataObject): IDataObject | null {
	return isObject(resource.server) && Object.keys(resource.server).length > 0
		? resource.server
		: null;
}

/** What there is to put back on a resource later. */
export function previousOf(kind: RegistrationTarget['kind'], resource: IDataObject): Previous {
	const server = serverOf(resource);
	if (kind !== 'assistant') return { server };
	const messages = resource.serverMessages;
	return { server, serverMessages: Array.isArray(messages) ? (messages as string[]) : null };
}
