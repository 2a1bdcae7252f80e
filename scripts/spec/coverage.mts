import { findField } from './fields.mts';
import { NODES } from './generate/nodes.mts';
import { type ParameterModel, parameterModels } from './generate/model.mts';
import { widgetOf } from './generate/widgets.mts';
import { type Document, isBodyAlone } from './openapi.mts';
import { publishedRequests } from './published.mts';
import { carriedFields } from './wording/claims.mts';
import type { OperationWording, Wording } from './wording/types.mts';

/** What becomes of the fields of a request, by their names. */
interface FieldsOf {
	form: Set<string>;
	json: Set<string>;
	/** With the reasons. */
	leftOut: Map<string, string>;
}

/** A request of Vapi's, and where it went. */
export interface Covered extends FieldsOf {
	request: string;
	/** `Vapi`, `Call`, `Create, Create and Wait`; empty where no node has it. */
	node: string;
	resource: string;
	operations: string[];
	/** Why no node has it, where that is on purpose. */
	reason?: string;
	/** Whether Vapi's document has it; the others come from spec/corrections.yaml. */
	isPublished: boolean;
}

interface Use {
	wording: Wording;
	operation: OperationWording;
}

const fieldsOf = (models: ParameterModel[]): Array<[name: string, isJson: boolean]> =>
	models.flatMap((model) => [
		...model.fields.map(({ name }): [string, boolean] => [name, widgetOf(model) === 'json']),
		...fieldsOf(model.inner ?? []),
	]);

const addUse = (contract: Document, covered: Covered, { wording, operation }: Use): void => {
	const { request } = covered;
	const isOfRequest = (name: string) => findField(contract, request, name) !== undefined;
	const known = fieldsOf(parameterModels(contract, wording, operation));
	const carried = carriedFields(operation).map((name): [string, boolean] => [name, true]);
	for (const [name, isJson] of [...known, ...carried]) {
		// Branches of a union that come as JSON are no fields.
		if (name.includes('=') || isOfRequest(name)) covered[isJson ? 'json' : 'form'].add(name);
	}
	for (const [name, reason] of Object.entries(operation.omitted ?? {})) {
		if (name.includes('=') || isOfRequest(name)) covered.leftOut.set(name, reason);
	}
};

/** The operations behind each request. */
const usesBy = (wordings: Wording[]): Map<string, Use[]> => {
	const uses = wordings.flatMap((wording) =>
		Object.values(wording.operations).map((operation): Use => ({ wording, operation })),
	);
	const requests = new Set(uses.flatMap(({ operation }) => operation.requests));
	return new Map(
		[...requests]
			.filter((request) => !isBodyAlone(request))
			.map((request) => [request, uses.filter(({ operation }) => operation.requests.includes(request))]),
	);
};

/** Every request that Vapi publishes or a node sends, by path: which operation has it, or why none does. */
export const coverageOf = (
	contract: Document,
	wordings: Wording[],
	leftOut: Map<string, string>,
): Covered[] => {
	const uses = usesBy(wordings);
	const published = publishedRequests(contract);
	const byPath = (a: string, b: string) => {
		const [one, other] = [a, b].map((request) => request.split(' ').toReversed().join(' '));
		return (one ?? '') < (other ?? '') ? -1 : 1;
	};
	return [...new Set([...published, ...uses.keys()])].sort(byPath).map((request) => {
		const own = uses.get(request) ?? [];
		const [first] = own;
		const covered: Covered = {
			request,
			node: first ? (NODES[first.wording.node ?? 'vapi'] ?? '').replace(/(?<=i)(?=E)/, ' ') : '',
			resource: first?.wording.name ?? '',
			operations: own.map(({ operation }) => operation.name),
			reason: leftOut.get(request),
			isPublished: published.includes(request),
			...{ form: new Set<string>(), json: new Set<string>(), leftOut: new Map<string, string>() },
		};
		for (const use of own) addUse(contract, covered, use);
		// What one operation leaves out, another one may have.
		for (const name of [...covered.form, ...covered.json]) covered.leftOut.delete(name);
		return covered;
	});
};

/** Published requests that are neither an operation of a node nor left out with a reason. */
export const unaccounted = (coverage: Covered[]): string[] =>
	coverage
		.filter(({ isPublished, operations, reason }) => isPublished && operations.length === 0 && !reason)
		.map(({ request }) => request);

/** `129 of 137 accounted for`. */
export const sumOf = (coverage: Covered[]): string => {
	const all = coverage.filter(({ isPublished }) => isPublished).length;
	return `${all - unaccounted(coverage).length} of ${all} accounted for`;
};
