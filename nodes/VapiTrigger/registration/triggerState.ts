import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../../shared/base/values';

/** What an assistant, a phone number or a tool can have registered, and what we put in its place. */
export interface Previous {
	/** Null: it had no server. */
	server: IDataObject | null;
	/** Assistants only. Null: Vapi's default list. */
	serverMessages?: string[] | null;
}

/** What people had set before a registration; never the registration of another trigger. */
export interface Original extends Previous {
	/** The `serverMessages` that the registration wrote: what differs from them, somebody has edited. */
	registered?: string[];
}

/** Where a trigger registers itself. */
export interface RegistrationTarget {
	kind: 'assistant' | 'phoneNumber' | 'tool';
	id: string;
}

/** A registration that this node made, with what to put back. */
export interface Registration extends RegistrationTarget {
	url: string;
	previous: Original;
	/** The n8n that made it: an imported workflow can bring the static data of another one along. */
	instanceId: string;
}

/** What the node keeps in n8n's static data. A test listen has static data of its own. */
export interface TriggerState {
	/** What was registered last; still right after the credential has got another key. */
	secret?: string;
	registration?: Registration;
	/** The resource whose server somebody else has set since. */
	lost?: RegistrationTarget;
	/** Set while an activation runs, and left there by one that failed. */
	isActivating?: boolean;
}

/** The node's static data; what is changed in it, n8n saves. */
export function stateOf(ctx: IHookFunctions | IWebhookFunctions): TriggerState {
	return ctx.getWorkflowStaticData('node') as TriggerState;
}

/** Whether two targets are the same resource. */
export function sameTarget(a: RegistrationTarget | undefined, b: RegistrationTarget): boolean {
	return a !== undefined && a.kind === b.kind && a.id === b.id;
}

/** The registration that this node has made in this n8n, on `target` where one is given. */
export function registrationOf(
	ctx: IHookFunctions,
	target?: RegistrationTarget,
): Registration | undefined {
	const { registration } = stateOf(ctx);
	if (registration?.instanceId !== ctx.getInstanceId()) return undefined;
	return target === undefined || sameTarget(registration, target) ? registration : undefined;
}

/** The server of a resource as Vapi gave it, or null. */
export function serverOf(resource: IDataObject): IDataObject | null {
	return isObject(resource.server) && Object.keys(resource.server).length > 0
		? resource.server
		: null;
}
