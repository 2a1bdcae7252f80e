import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/server.mts';
import { attemptHook, runHook, sandboxCredentials, type HookOptions } from '../harness/index.mts';

/** What one workflow with a Vapi Trigger keeps between n8n's calls of its hooks. */
export interface TriggerLife {
	/**
	 * Publishing, or n8n's own start with `init`: checkExists, then create where that says no.
	 * @param isKilled n8n is killed before it has saved what the hooks noted
	 */
	activate(activation?: HookOptions['activation'], isKilled?: boolean): Promise<void>;
	/** Unpublishing; throws what the hook throws, and n8n keeps what it noted (2.41). */
	deactivate(): Promise<boolean | undefined>;
	/** What checkExists says, without a create after it. */
	isRegistered(activation?: HookOptions['activation']): Promise<boolean | undefined>;
	/** "Listen for test event", with static data of its own; gives the end of the listening. */
	listen(): Promise<() => Promise<void>>;
	/** What n8n saved: null before the first time. */
	saved: IDataObject;
	parameters: INodeParameters;
	/** The key that the credential holds, and whatever else of it is set. */
	credentials: IDataObject;
	/** Where this n8n is, and which one. */
	n8n: { instanceUrl: string; instanceId: string };
	/** Tells the nodes of one n8n apart; a workflow that is imported elsewhere keeps it. */
	webhookId: string;
	/** What the hooks wrote into n8n's log. */
	logged: string[];
}

/** Address of the n8n that the sandbox is told about; nothing listens there. */
export const instanceUrl = 'http://127.0.0.1:5678';

/** Another n8n, such as a staging system. */
export const secondN8n = { instanceUrl: 'https://staging.example.com', instanceId: 'second' };

let webhooks = 0;

/** A workflow whose hooks are called as n8n calls them, saving static data when n8n does. */
export function triggerLife(
	sandbox: Sandbox,
	parameters: INodeParameters,
	credentials: IDataObject = {},
): TriggerLife {
	webhooks += 1;
	const options = (more: HookOptions = {}): HookOptions => ({
		parameters: life.parameters,
		credentials: { ...sandboxCredentials(sandbox), ...life.credentials } as never,
		...life.n8n,
		webhookId: life.webhookId,
		staticData: life.saved,
		...more,
	});
	const call = async (method: 'checkExists' | 'create' | 'delete', more: HookOptions = {}) => {
		const run = await attemptHook(method, options(more));
		life.logged.push(...run.logged);
		return run;
	};
	const remove = async () => {
		const deleted = await call('delete', { activation: 'update' });
		life.saved = deleted.staticData;
		return deleted;
	};
	const life: TriggerLife = {
		saved: {},
		parameters,
		credentials,
		n8n: { instanceUrl, instanceId: 'first' },
		webhookId: `00000000-0000-4000-8000-${String(webhooks).padStart(12, '0')}`,
		logged: [],
		isRegistered: async (activation) =>
			(await runHook('checkExists', options(activation && { activation }))).result,
		activate: async (activation = 'activate', isKilled = false) => {
			const checked = await call('checkExists', { activation });
			const { staticData } = checked;
			const isDone = checked.result === true || 'error' in checked;
			const run = isDone ? checked : await call('create', { activation, staticData });
			if (!('error' in run)) {
				if (!isKilled) life.saved = run.staticData;
				return;
			}
			// n8n clears up with what its database holds, and only logs what that throws (1.123).
			await remove();
			throw run.error;
		},
		deactivate: async () => {
			const deleted = await remove();
			if ('error' in deleted) throw deleted.error;
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
				const end = await call('delete', { ...test, staticData, activation: 'update' });
				if ('error' in end) throw end.error;
			};
		},
	};
	return life;
}
