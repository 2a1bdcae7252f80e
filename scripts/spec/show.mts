import { operationField } from './fields.mts';
import type { Document } from './openapi.mts';
import { wordedFields } from './wording/claims.mts';
import type { ParameterMap, ParameterWording, Wording } from './wording/types.mts';

const byField = (parameters: ParameterMap): Map<string, ParameterWording> =>
	new Map(
		Object.values(parameters).flatMap((parameter) => [
			...[parameter.field ?? [], parameter.covers ?? []]
				.flat()
				.map((name): [string, ParameterWording] => [name, parameter]),
			...byField(parameter.contains ?? {}),
		]),
	);

/**
 * The upstream texts of an operation's fields beside our words, for the terminal only: upstream texts
 * go into no file.
 * @param document the published document, descriptions included
 * @param name `call:create`
 */
export const upstreamBesideOurs = (
	document: Document,
	wordings: Wording[],
	name: string,
): string => {
	const [resource, operationName = ''] = name.split(':');
	const wording = wordings.find((each) => each.resource === resource);
	const operation = wording?.operations[operationName];
	if (!operation) throw new Error(`There are no words for ${name}`);
	const words = byField(operation.parameters);
	return wordedFields(operation)
		.map((field) => {
			const nodes = operationField(document, operation, field)?.nodes ?? [];
			const upstream = [...new Set(nodes.map(({ description }) => description ?? 'nothing'))];
			const ours = words.get(field);
			const theirs = upstream.join('\n  and: ');
			return `\n${field}\n  Vapi: ${theirs}\n  Ours: ${ours?.displayName}: ${ours?.description}`;
		})
		.join('\n');
};
