import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { RuleTiming } from '../../../../../nodes/Vapi/call/rules/ruleTiming.ts';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import { builtModule } from '../../../harness/index.mts';
import type { Dialing } from '../placing/dialing.mts';

const built = builtModule('nodes/Vapi/call/rules/ruleTiming.js') as { ruleTiming: RuleTiming };
const REAL = { ...built.ruleTiming };
const { noteCalled } = builtModule('nodes/Vapi/call/rules/calledHere.js') as {
	noteCalled(names: string[], entry: object, at: number): void;
};

/** Changes how long the rules believe what they know, until the next test of the file. */
export function setRuleTiming(changes: Partial<RuleTiming> = {}): void {
	Object.assign(built.ruleTiming, REAL, changes);
}

/** Lets the process forget whom it has called, in this file or in another one. */
export function forgetCalls(): void {
	setRuleTiming({ remembered: -1 });
	noteCalled([], {}, 0);
	setRuleTiming();
}

/** Skip If Called Recently, within a day by the number, unless the changes say otherwise. */
export const recently = (change: object = {}) => ({
	skipIfCalledRecently: { rule: { hours: 24, person: 'number', calls: 'all', ...change } } as INodeParameters,
});

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** Puts a call into the account that somebody else placed: it ended so many hours ago. */
export function callEnded(
	{ sandbox }: Dialing,
	customer: object,
	hours: number,
	change: IDataObject = {},
): string {
	const { calls } = sandbox().state;
	const id = `5b0a4a08-133c-4146-9315-${String(calls.size).padStart(12, '0')}`;
	calls.set(id, {
		id,
		type: 'outboundPhoneCall',
		status: 'ended',
		endedReason: 'customer-ended-call',
		assistantId: ASSISTANTS.receptionist,
		phoneNumberId: PHONE_NUMBERS.main,
		customer,
		createdAt: ago(hours),
		updatedAt: ago(hours),
		startedAt: ago(hours),
		endedAt: ago(hours),
		...change,
	} as never);
	return id;
}

/** How often the list of calls was asked for. */
export const looks = ({ sandbox }: Dialing): number =>
	sandbox().requests.filter(({ method, path }) => method === 'GET' && /^\/call(\?|$)/.test(path)).length;
