import type { Operation as GeneratedOperation } from '../../../nodes/shared/engine/rows.ts';
import { ANSWER, type Document, SEND, bodySchema, contentTypeOf, operationOf, variants } from '../openapi.mts';
import type { OperationWording, Wording } from '../wording/types.mts';

/** Everything about an operation but its parameters. */
export type OperationFacts = DistributiveOmit<GeneratedOperation, 'fields'>;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const named = (requests: string[], verb: string): string | undefined =>
	requests.find((request) => request.startsWith(`${verb} `))?.slice(verb.length + 1);

/** The type that messages of a schema have. */
const messageType = (contract: Document, schema: string): string => {
	const body = bodySchema(operationOf(contract, `${SEND} ${schema}`));
	const [shape] = body ? variants(contract, body) : [];
	const [type] = shape?.properties?.type?.enum ?? [];
	if (typeof type !== 'string') throw new Error(`The contract does not say the type of ${schema}`);
	return type;
};

/** What kind of operation it is, and what stands behind it. */
export const operationFacts = (
	contract: Document,
	wording: Wording,
	name: string,
): OperationFacts => {
	const { requests, composed, list, output } = wording.operations[name] as OperationWording;
	const base = {
		resource: wording.resource as string,
		operation: name,
		...(output && { output }),
	};
	const schema = named(requests, ANSWER);
	if (schema !== undefined) return { kind: 'answer', ...base, schema };
	const message = named(requests, SEND);
	if (message !== undefined) {
		return { kind: 'control', ...base, message: messageType(contract, message) };
	}
	const [first = '', ...others] = requests;
	if (composed || others.length > 0) return { kind: 'composed', ...base, requests };
	const [method = '', path = ''] = first.split(' ');
	const contentType = contentTypeOf(operationOf(contract, first));
	return {
		kind: 'request',
		...base,
		method: method as 'GET',
		path,
		hasBody: operationOf(contract, first).requestBody !== undefined,
		...(contentType === 'multipart/form-data' && { contentType }),
		...(list && { list }),
	};
};
