import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../sandbox/seed.mts';
import { place } from '../../../unit/sandbox/client.mts';
import type { NodeSpec, RunResult } from '../../harness/index.mts';
import { byId, useSandbox } from '../../support.mts';
import { workflowWith } from '../../VapiTrigger/helpers.mts';
import { useListener } from '../../VapiTrigger/listener.mts';

/** The nodes behind the trigger. */
interface Nodes {
	specs: NodeSpec[];
	types?: Record<string, INodeType>;
}

/** A node that answers. */
export const answering = (operation: string, parameters: INodeParameters = {}): NodeSpec => ({
	name: 'Answer',
	parameters: { resource: 'webhookResponse', operation, ...parameters },
});

const answerOf = (delivery: { answer?: string } | undefined) =>
	JSON.parse(delivery?.answer ?? 'null') as IDataObject;

/** A sandbox and an n8n for a test file, and the requests of Vapi that the node answers. */
export function useVapiRequests() {
	const sandbox = useSandbox({ timeScale: 0 });
	const listener = useListener();

	async function listenWith(event: string, nodes: Nodes, on: INodeParameters) {
		await listener.listen(
			workflowWith(
				sandbox(),
				{ events: [event], responseMode: 'responseNode', ...on },
				nodes.specs,
				nodes.types,
			),
		);
	}
	const listen = async (
		event: string,
		operation: string,
		parameters: INodeParameters,
		on: INodeParameters,
	) => await listenWith(event, { specs: [answering(operation, parameters)] }, on);

	/** Somebody calls a number without an assistant; what Vapi was told, and what it made of it. */
	async function ring(parameters: INodeParameters) {
		await listen('assistant-request', 'assistantRequest', parameters, {
			registerOn: 'phoneNumber',
			phoneNumberId: byId(PHONE_NUMBERS.noAssistant),
		});
		await sandbox().inbound({ phoneNumberId: PHONE_NUMBERS.noAssistant, from: '+15555550177' });
		await sandbox().settled();
		const delivery = sandbox().deliveries.find(({ type }) => type === 'assistant-request');
		return { answer: answerOf(delivery), verdict: delivery?.verdict };
	}

	/** An assistant asks where a call goes; what it was told, and what Vapi makes of it. */
	async function send(type: string, operation: string, parameters: INodeParameters) {
		await listen(type, operation, parameters, {
			registerOn: 'assistant',
			assistantId: byId(ASSISTANTS.receptionist),
		});
		const delivery = await sandbox().send(await place(sandbox()), type);
		return { answer: answerOf(delivery), verdict: delivery?.verdict };
	}

	/** Vapi asks something with these fields; what a workflow of these nodes told it. */
	async function ask(
		type: string,
		nodes: Nodes,
		{ fields = {} as IDataObject, trigger = {} as INodeParameters } = {},
	) {
		await listenWith(type, nodes, {
			registerOn: 'assistant',
			assistantId: byId(ASSISTANTS.receptionist),
			...trigger,
		});
		const delivery = await sandbox().send(await place(sandbox()), type, fields);
		return { status: delivery?.attempts[0]?.status, answer: answerOf(delivery), execution: await ended() };
	}

	/** The execution that the last message started, which goes on after it has answered. */
	async function ended(): Promise<RunResult> {
		while (listener.listening()?.executions.length === 0) await new Promise(setImmediate);
		return listener.listening()?.executions[0] as RunResult;
	}

	return { ring, send, ask, sandbox, listening: listener.listening };
}
