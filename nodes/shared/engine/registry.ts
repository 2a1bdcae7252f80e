import type { OutputShape } from '../vapi/output/outputShape';
import type { OutputName } from '../vapi/output/outputShapes';
import type { Handler } from './handler';
import { listRequest } from './listRequest';
import { plainRequest } from './plainRequest';
import type { Operation, RequestOperation } from './rows';

/** Finds what runs an operation; undefined where there is no such operation. */
export type Registry = (resource: string, operation: string) => Handler | undefined;

/** Operations by resource and name, as they are generated for a node. */
type Operations = Record<string, Record<string, Operation>>;

/** Names of the operations that do not run by themselves. */
type Composed<O extends Record<string, Operation>> = {
	[Name in keyof O]: O[Name] extends RequestOperation ? never : Name;
}[keyof O];

/** Resources with an operation that does not run by itself. */
type ComposedResources<O extends Operations> = {
	[Name in keyof O]: [Composed<O[Name]>] extends [never] ? never : Name;
}[keyof O];

/** A handler for every operation that is not a plain request, and for none besides. */
export type HandlersFor<O extends Operations> = {
	[Resource in ComposedResources<O>]: Record<Composed<O[Resource]>, Handler>;
};

/** What the operations of a node put out by Output and Fields. */
type OutputsOf<O extends Operations> = {
	[Resource in keyof O]: {
		[Name in keyof O[Resource]]: O[Resource][Name] extends { output: infer Output }
			? Output & OutputName
			: never;
	}[keyof O[Resource]];
}[keyof O];

/**
 * Puts the operations of a node and the code of those that are more than a plain request together.
 * What is missing does not compile: an operation that hangs up or dials must never go out as the
 * first of the requests behind it.
 */
export function registry<const O extends Operations>(
	operations: O,
	handlers: HandlersFor<O>,
	shapes: Record<OutputsOf<O>, OutputShape>,
): Registry {
	const own = handlers as Partial<Record<string, Partial<Record<string, Handler>>>>;
	const known: Partial<Record<OutputName, OutputShape>> = shapes;
	return (resource, name) => {
		// The names come from a workflow: one that every object has is no operation.
		const all = Object.hasOwn(operations, resource) ? operations[resource] : undefined;
		const operation = all && Object.hasOwn(all, name) ? all[name] : undefined;
		if (operation?.kind !== 'request') return operation && own[resource]?.[name];
		const shape = operation.output && known[operation.output];
		return operation.list === undefined
			? plainRequest(operation, shape)
			: listRequest(operation, operation.list, shape);
	};
}
