import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/server.mts';
import { runHook, sandboxCredentials, type HookOptions } from '../harness/index.mts';

/** What one workflow with a Vapi Trigger keeps between n8n's calls of its hooks. */
export interface TriggerLife {
	/** Publishing, or n8n's own start with `init`: checkExists, then create where that says no. */
	activate(activation?: HookOptions['activation']): Promise<void>;
	/** Unpublishing. */
	deactivate(): Promise<boolean | undefined>;
	/** What checkExists says, without a create after it. */
	isRegistered(activation?: HookOptions['activation']): Promise<boolean | undefined>;
	/** "Listen for test event", with static data of its own; gives the end of the listening. */
	listen(): Promise<() => Promise<void>>;
	/** What n8n saved: null before the first time. */
	saved: IDataObject;
	parameters: INodeParameters;
}

/** Address of the n8n that the sandbox is told about; nothing listens there. */
export const instanceUrl = 'http://127.0.0.1:5678';

let webhooks = 0;

/** A workflow whose hooks are called as n8n calls them, saving static data when n8n does. */
export function triggerLife(
	sandbox: Sandbox,
	parameters: INodeParameters,
	credentials: IDataObject = {},
): TriggerLife {
	webhooks += 1;
	const webhookId = `00000000-0000-4000-8000-${String(webhooks).padStart(12, '0')}`;
	const options = (more: HookOptions = {}): HookOptions => ({
		parameters: life.parameters,
		credentials: { ...sandboxCredentials(sandbox), ...credentials } as never,
		instanceUrl,
		webhookId,
		staticData: life.saved,
		...more,
	});
	const life: TriggerLife = {
		saved: {},
		parameters,
		isRegistered: async (activation) =>
			(await runHook('checkExists', options(activation && { activation }))).result,
		activate: async (activation = 'activate') => {
			try {
				const checked = await runHook('checkExists', options({ activation }));
				if (checked.result === true) {
					life.saved = checked.staticData;
					return;
				}
				const created = await runHook(
					'create',
					options({ activation, staticData: checked.staticData }),
				);
				life.saved = created.staticData;
			} catch (error) {
				// n8n clears up with what its database holds, not with what the hook has noted.
				await life.deactivate();
				throw error;
			}
		},
		deactivate: async () => {
			const deleted = await runHook('delete', options({ activation: 'update' }));
			life.saved = deleted.staticData;
			return deleted.result;
		},
		listen: async () => {
			const test = { isTest: true, staticData: {} };
			const checked = await runHook('checkExists', options(test));
			const { staticData } =
				checked.result === true
					? checked
					: await runHook('create', options({ ...test, staticData: checked.staticData }));
			return async () => {
				await runHook('delete', options({ ...test, staticData, activation: 'update' }));
			};
		},
	};
	return life;
}
