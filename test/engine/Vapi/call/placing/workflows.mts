import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import type { NodeSpec, RunOptions } from '../../../harness/index.mts';

/** Call: Create for the number in each item, with a part that changes at every try. */
export function createCall(
	options: INodeParameters = {},
	to = '={{ $json.number }}',
): INodeParameters {
	return {
		resource: 'call',
		operation: 'create',
		callType: 'phone',
		agent: 'assistant',
		assistantId: { __rl: true, mode: 'id', value: ASSISTANTS.leadQualifier },
		phoneNumberId: { __rl: true, mode: 'id', value: PHONE_NUMBERS.main },
		to,
		variables: { values: [{ name: 'asked', value: '={{ $now.toMillis() + Math.random() }}' }] },
		options,
	};
}

/** Parameters of an operation that calls the number in each item. */
export type Dialer = (options?: INodeParameters, to?: string) => INodeParameters;

/** A workflow that calls the numbers, one item each, in the node `Vapi`. */
export function callNumbers(
	numbers: string[],
	credentials: RunOptions['credentials'],
	node: Partial<NodeSpec> = {},
	options: INodeParameters = {},
	dialer: Dialer = createCall,
): RunOptions {
	return {
		nodes: [{ name: 'Vapi', parameters: dialer(options), ...node }],
		items: numbers.map((number) => ({ number })),
		credentials,
	};
}

/** The same in a loop of one item a round: Loop → Vapi → Loop. */
export function loopOverNumbers(
	numbers: string[],
	credentials: RunOptions['credentials'],
	node: Partial<NodeSpec> = {},
	options: INodeParameters = {},
	dialer: Dialer = createCall,
): RunOptions {
	const plain = callNumbers(numbers, credentials, node, options, dialer);
	return {
		...plain,
		nodes: [{ name: 'Loop', type: 'test.loop' }, ...plain.nodes],
		connections: {
			Trigger: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
			Loop: { main: [[], [{ node: 'Vapi', type: 'main', index: 0 }]] },
			Vapi: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
		},
	};
}

let used = 0;

/**
 * Fictional numbers that no other test of this file has used, so that late calls are told apart;
 * beyond those to which the sandbox gives a fate of their own.
 */
export function freshNumbers(count: number): string[] {
	return Array.from({ length: count }, () => {
		used += 1;
		return `+1555555${String(1000 + (used % 9000))}`;
	});
}
