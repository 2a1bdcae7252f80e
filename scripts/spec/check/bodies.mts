import { topFields } from '../fields.mts';
import { type Document, SENDABLE, contentTypeOf, isBodyAlone, operationOf } from '../openapi.mts';
import { wordedFields } from '../wording/claims.mts';
import type { OperationWording, Wording } from '../wording/types.mts';

const checkForm = (contract: Document, operation: OperationWording, request: string): string[] => {
	const files = topFields(contract, operationOf(contract, request))
		.filter(({ shapes }) => shapes.some(({ format }) => format === 'binary'))
		.map(({ name }) => name);
	const worded = files.filter((name) => wordedFields(operation).includes(name));
	return worded.length === 1
		? []
		: [`${request} is a form, for which one of its files needs words: ${files.join(', ') || 'it has none'}`];
};

const checkRequest = (contract: Document, operation: OperationWording, request: string): string[] => {
	const { requestBody } = operationOf(contract, request);
	const taken = Object.keys(requestBody?.content ?? {});
	const type = contentTypeOf(operationOf(contract, request));
	if (requestBody && type === undefined) {
		return [`${request} takes ${taken.join(', ') || 'a body'}, and the node sends ${SENDABLE.join(' or ')}`];
	}
	if (type !== 'multipart/form-data') return [];
	if (operation.requests.length > 1) return [`${request} is a form, which goes out by itself alone`];
	return checkForm(contract, operation, request);
};

/** Checks that the node can send the bodies of all requests, in the type that the contract has. */
export const checkBodies = (contract: Document, wording: Wording): string[] =>
	Object.entries(wording.operations).flatMap(([name, operation]) =>
		operation.requests
			.filter((request) => !isBodyAlone(request))
			.flatMap((request) => checkRequest(contract, operation, request))
			.map((text) => `${wording.resource}:${name}: ${text}`),
	);
