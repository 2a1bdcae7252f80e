import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import type { RecordedRequest } from '../../../../../sandbox/types.mts';
import { useSandbox } from '../../../support.mts';

/** Calls to steer. */
export interface Steering {
	sandbox(): Sandbox;
	/** Requests that reached the host of live control. */
	control(): RecordedRequest[];
	/** A call, as Vapi has it. */
	callOf(id: string): IDataObject;
}

/** A sandbox for a test file, in which calls go on by hand. */
export function useSteering(): Steering {
	const sandbox = useSandbox({ timeScale: 0 });
	return {
		sandbox,
		control: () => sandbox().requests.filter(({ listener }) => listener === 'control'),
		callOf: (id) => sandbox().state.calls.get(id) as unknown as IDataObject,
	};
}

/** Parameters of Transfer to an address. */
export const to = (address: string, additionalFields: INodeParameters = {}) => ({
	to: address,
	additionalFields,
});
