import { type Field, topFields } from '../fields.mts';
import { type Document, isBodyAlone, operationOf } from '../openapi.mts';
import { wordedFields } from '../wording/claims.mts';
import type { OperationWording, Wording } from '../wording/types.mts';

/** Headers that n8n, the credential or the node itself writes, and no form. */
const WRITTEN = [
	...['accept', 'accept-encoding', 'authorization', 'connection', 'content-length', 'content-type'],
	...['cookie', 'host', 'proxy-authorization', 'transfer-encoding', 'user-agent'],
];

const checkField = ({ in: place, name }: Field): string[] => {
	if (place === 'cookie') return [`${name} is a cookie, which the node cannot send: leave it out`];
	if (place !== 'header' || !WRITTEN.includes(name.toLowerCase())) return [];
	return [`${name} is a header that n8n writes by itself: leave it out`];
};

const checkRequest = (contract: Document, operation: OperationWording, request: string): string[] => {
	const worded = wordedFields(operation);
	const fields = topFields(contract, operationOf(contract, request));
	const isFilled = (wanted: string) =>
		fields.some(({ in: place, name }) => place === 'path' && name === wanted && worded.includes(name));
	// Operations with code of their own fill the paths of their requests by it.
	const path = operation.requests.length > 1 ? '' : (request.split(' ')[1] ?? '');
	return [
		...[...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) =>
			isFilled(name) ? [] : [`${request} has {${name}} in its path, which no parameter fills`],
		),
		...fields.filter(({ name }) => worded.includes(name)).flatMap(checkField),
	];
};

/** Checks that parameters fill the path of each request, and only such headers as a form may write. */
export const checkPlaces = (contract: Document, wording: Wording): string[] =>
	Object.entries(wording.operations).flatMap(([name, operation]) =>
		operation.requests
			.filter((request) => !isBodyAlone(request))
			.flatMap((request) => checkRequest(contract, operation, request))
			.map((text) => `${wording.resource}:${name}: ${text}`),
	);
