import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../sandbox/seed.mts';
import { place } from '../../../unit/sandbox/client.mts';
import { byId, useSandbox } from '../../support.mts';
import { workflowWith } from '../../VapiTrigger/helpers.mts';
import { useListener } from '../../VapiTrigger/listener.mts';

const answerOf = (delivery: { answer?: string } | undefined) =>
	JSON.parse(delivery?.answer ?? 'null') as IDataObject;

/** A sandbox and an n8n for a test file, and the requests of Vapi that the node answers. */
export function useVapiRequests() {
	const sandbox = useSandbox({ timeScale: 0 });
	const listener = useListener();

	async function listen(
		event: string,
		operation: string,
		parameters: INodeParameters,
		on: INodeParameters,
	) {
		await listener.listen(
			workflowWith(
				sandbox(),
				{ events: [event], responseMode: 'responseNode', ...on },
				[{ name: 'Answer', parameters: { resource: 'webhookResponse', operation, ...parameters } }],
			),
		);
	}

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

	return { ring, send, listening: listener.listening };
}
