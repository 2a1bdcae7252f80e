import type { IDataObject } from 'n8n-workflow';
import { ASSISTANTS, TOOLS } from '../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../sandbox/server.mts';
import { byId, useSandbox } from '../../support.mts';

/** What a trigger registers itself on, as Vapi has it. */
export interface Account {
	sandbox(): Sandbox;
	/** The receptionist. */
	assistant(): IDataObject;
	/** A phone number, by its ID. */
	number(id: string): IDataObject;
	tool(): IDataObject;
	/** How many changes there were. */
	writes(): number;
}

/** An account for a test file, as new before each test. */
export function useAccount(): Account {
	const sandbox = useSandbox();
	return {
		sandbox,
		assistant: () => sandbox().state.assistants.get(ASSISTANTS.receptionist) as IDataObject,
		number: (id) => sandbox().state.phoneNumbers.get(id) as IDataObject,
		tool: () => sandbox().state.tools.get(TOOLS.lookUpOrder) as IDataObject,
		writes: () => sandbox().requests.filter(({ method }) => method === 'PATCH').length,
	};
}

/** A copy without the time of the last change, which every PATCH moves. */
export const content = (entity: IDataObject) => {
	const copy = structuredClone(entity);
	delete copy.updatedAt;
	return copy;
};

/** The server that something has; empty where it has none. */
export const server = (entity: IDataObject) =>
	(entity.server ?? {}) as { url?: string; headers?: IDataObject };

/** Parameters of a trigger that registers itself on the receptionist. */
export const onAssistant = (options = {}) => ({
	events: ['end-of-call-report', 'tool-calls', 'assistant-request'],
	registerOn: 'assistant',
	assistantId: byId(ASSISTANTS.receptionist),
	options,
});

/** A server that is not ours. */
export const foreign = { url: 'https://crm.example.com/vapi', headers: { 'x-key': 'abc' } };
