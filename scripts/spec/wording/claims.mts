import { isBodyAlone } from '../openapi.mts';
import type { OperationWording, ParameterMap, ParameterWording, Wording } from './types.mts';

const named = (wordings: Wording[]): string[] =>
	wordings.flatMap(({ operations, also }) => [
		...Object.values(operations).flatMap(({ requests }) => requests),
		...also.requests,
	]);

/** All requests that the wordings expose, sorted, each once. */
export const exposedRequests = (wordings: Wording[]): string[] =>
	[...new Set(named(wordings).filter((request) => !isBodyAlone(request)))].sort();

/** Schemas that the wordings name beside those that the requests reach. */
export const exposedSchemas = (wordings: Wording[]): string[] => [
	...wordings.flatMap(({ also }) => also.schemas),
	...named(wordings)
		.filter(isBodyAlone)
		.map((request) => request.split(' ')[1] ?? ''),
];

/** Fields that Return All and Limit bring along. */
const LIST_FIELDS = {
	none: [],
	createdAt: ['limit'],
	page: ['limit', 'page'],
	limit: ['limit'],
	whole: [],
	rows: [],
};

const claims = (parameters: ParameterMap): Array<[field: string, displayName: string]> =>
	Object.values(parameters).flatMap(({ displayName, field, covers = [], contains = {} }) => [
		...[field ?? [], covers].flat().map((name): [string, string] => [name, displayName]),
		...claims(contains),
	]);

/** Names on the screen by the field that they stand for. */
export const parametersByField = ({ parameters, list }: OperationWording): Map<string, string> =>
	new Map([
		...LIST_FIELDS[list ?? 'none'].map((name): [string, string] => [name, 'Limit']),
		...claims(parameters),
	]);

/** The fields that an operation's parameters fill or cover. */
export const wordedFields = (operation: OperationWording): string[] => [
	...parametersByField(operation).keys(),
];

/** All parameters, those inside collections included. */
export const allParameters = (parameters: ParameterMap): ParameterWording[] =>
	Object.values(parameters).flatMap((each) => [each, ...allParameters(each.contains ?? {})]);

/** Fields, and whole branches, that an operation takes in a JSON field laid over its body. */
export const carriedFields = ({ parameters }: OperationWording): string[] =>
	allParameters(parameters).flatMap(({ carries = [] }) => carries);
