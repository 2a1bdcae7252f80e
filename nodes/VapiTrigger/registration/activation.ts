import type { IHookFunctions } from 'n8n-workflow';

/** Whether n8n listens for one test event: only then is the workflow of a hook not published. */
export function isTestListen(ctx: IHookFunctions): boolean {
	return !ctx.getWorkflow().active;
}

/** Whether n8n restarts an active workflow by itself, with nobody at the screen. */
export function isRestart(ctx: IHookFunctions): boolean {
	return ['init', 'leadershipChange'].includes(ctx.getActivationMode());
}
