import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isTestListen } from './activation';
import { refuseToListen } from './refuseToListen';
import type { ServerSettings } from './registeredServer';
import type { RegistrationTarget } from './triggerState';

/** The node's options that concern registration. */
export interface RegistrationOptions extends ServerSettings {
	registerDuringTest?: boolean;
	takeOver?: boolean;
}

const FIELDS: Record<RegistrationTarget['kind'], { parameter: string; label: string }> = {
	assistant: { parameter: 'assistantId', label: 'Assistant' },
	phoneNumber: { parameter: 'phoneNumberId', label: 'Phone Number' },
	tool: { parameter: 'toolId', label: 'Tool' },
};

/** The options that concern registration. */
export function optionsOf(ctx: IHookFunctions): RegistrationOptions {
	return ctx.getNodeParameter('options', {}) as RegistrationOptions;
}

/** Whether this is a test that registers nothing at Vapi. */
export function isQuietTest(ctx: IHookFunctions): boolean {
	return isTestListen(ctx) && optionsOf(ctx).registerDuringTest !== true;
}

/** The events that the node listens to. */
export function eventsOf(ctx: IHookFunctions): string[] {
	return ctx.getNodeParameter('events', []) as string[];
}

/** The kind of thing that the node registers itself on. */
export function targetKindOf(ctx: IHookFunctions | IWebhookFunctions): RegistrationTarget['kind'] | 'none' {
	return ctx.getNodeParameter('registerOn', 'none') as RegistrationTarget['kind'] | 'none';
}

function selected(ctx: IHookFunctions): { kind: RegistrationTarget['kind'] | 'none'; id: string } {
	const kind = targetKindOf(ctx);
	if (kind === 'none') return { kind, id: '' };
	const value = ctx.getNodeParameter(FIELDS[kind].parameter, '', { extractValue: true });
	return { kind, id: typeof value === 'string' ? value.trim() : '' };
}

/** What the node registers itself on; undefined where that is left to the user, or incomplete. */
export function targetIn(ctx: IHookFunctions): RegistrationTarget | undefined {
	const { kind, id } = selected(ctx);
	return kind === 'none' || id === '' ? undefined : { kind, id };
}

/**
 * What the node registers itself on.
 * @returns undefined where registration is left to the user
 * @throws NodeOperationError where nothing is selected
 */
export function registrationTargetOf(ctx: IHookFunctions): RegistrationTarget | undefined {
	const { kind, id } = selected(ctx);
	if (kind !== 'none' && id === '') {
		refuseToListen(
			ctx,
			`'${FIELDS[kind].label}' is empty`,
			"Select what to register on, or set 'Register Automatically' to None.",
		);
	}
	return targetIn(ctx);
}

/** The URL that Vapi is to call: the test URL during a test listen. */
export function webhookUrlOf(ctx: IHookFunctions): string {
	return ctx.getNodeWebhookUrl('default') ?? '';
}

/** The key that the credential holds; it also derives the registration's secret. */
export async function apiKeyOf(ctx: IHookFunctions): Promise<string> {
	return String((await ctx.getCredentials('vapiApi')).apiKey ?? '');
}
