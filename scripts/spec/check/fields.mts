import { fieldDigest } from '../digest.mts';
import { operationField } from '../fields.mts';
import { type Document, type Operation, operationOf } from '../openapi.mts';
import { parametersByField, wordedFields } from '../wording/claims.mts';
import type { OperationWording, Wording } from '../wording/types.mts';
import { checkClearing } from './clearing.mts';
import { checkSettled } from './settled.mts';

/** Something to settle by hand. */
export interface Finding {
	text: string;
	/** Whether nothing can be generated before it is settled. */
	blocks: boolean;
}

const blocking = (text: string): Finding => ({ text, blocks: true });
const open = (text: string): Finding => ({ text, blocks: false });

const requestOf = (contract: Document, request: string): Operation | undefined => {
	try {
		return operationOf(contract, request);
	} catch {
		return undefined;
	}
};

const checkSameAs = (contract: Document, operation: OperationWording, at: string): Finding[] =>
	Object.entries(operation.sameAs ?? {}).flatMap(([name, other]) => {
		const [a, b] = [name, other].map((each) => operationField(contract, operation, each)?.shapes);
		const same = a?.length === b?.length && a?.every((shape, index) => shape === b?.[index]);
		return same ? [] : [blocking(`${at}: ${name} is no longer the same as ${other}`)];
	});

const checkDigests = (contract: Document, wording: Wording, name: string, at: string): Finding[] => {
	const operation = wording.operations[name] as OperationWording;
	const current = operationDigests(contract, operation);
	const known = knownDigests(wording, name, current);
	const words = parametersByField(operation);
	const names = [...new Set([...Object.keys(known), ...Object.keys(current)])].sort();
	const isGone = (name: string) => operationField(contract, operation, name) === undefined;
	return names
		.filter((name) => known[name] !== current[name] && !(words.has(name) && isGone(name)))
		.map((name) => {
			const parameter = words.get(name);
			if (!parameter) return open(`${at}: the digest of ${name} stands for no words`);
			const what =
				known[name] === undefined
					? 'has not been read yet'
					: 'changed since our words were written';
			return open(`${at}: the description of ${name} ${what} ('${parameter}')`);
		});
};

const checkOperation = (
	contract: Document,
	wording: Wording,
	name: string,
): Finding[] => {
	const operation = wording.operations[name] as OperationWording;
	const at = `${wording.resource}:${name}`;
	const missing = operation.requests.filter((request) => !requestOf(contract, request));
	if (missing.length > 0) {
		return missing.map((request) =>
			blocking(`${at}: the contract has no ${request}: run npm run spec:pull, or drop it`),
		);
	}
	const worded = wordedFields(operation);
	const isGone = (name: string) => operationField(contract, operation, name) === undefined;
	const words = parametersByField(operation);
	return [
		...worded
			.filter(isGone)
			.map((name) => blocking(`${at}: '${words.get(name)}' is gone: the contract has no ${name}`)),
		...checkSettled(contract, operation).map((text) => open(`${at}: ${text}`)),
		...checkClearing(contract, operation).map((text) => (/ is gone$/.test(text) ? blocking : open)(`${at}: ${text}`)),
		...checkSameAs(contract, operation, at),
		...checkDigests(contract, wording, name, at),
	];
};

/** Checks the words of a file against the fields and texts of the contract. */
export const checkFields = (contract: Document, wording: Wording): Finding[] => [
	...wording.also.requests
		.filter((request) => !requestOf(contract, request))
		.map((request) => blocking(`${wording.file}: the contract has no ${request}`)),
	...wording.also.schemas
		.filter((name) => !contract.components.schemas[name])
		.map((name) => blocking(`${wording.file}: the contract has no schema ${name}`)),
	...Object.keys(wording.operations).flatMap((name) => checkOperation(contract, wording, name)),
];

const operationDigests = (
	contract: Document,
	operation: OperationWording,
): Record<string, string> =>
	Object.fromEntries(
		wordedFields(operation)
			.sort()
			.flatMap((name) => {
				const field = operationField(contract, operation, name);
				const digest = field && fieldDigest(field);
				return digest === undefined ? [] : [[name, digest]];
			}),
	);

/**
 * The contract's digests of all worded fields of a file, by operation and field. An operation that is
 * like another one has those that it does not share with it.
 */
export const digestsOf = (
	contract: Document,
	wording: Wording,
): Record<string, Record<string, string>> => {
	const all = Object.entries(wording.operations).map(([name, operation]) => {
		const { like } = operation;
		const base = like === undefined ? undefined : wording.operations[like];
		const shared = base ? operationDigests(contract, base) : {};
		const own = Object.entries(operationDigests(contract, operation));
		const rest = own.filter(([field, digest]) => shared[field] !== digest);
		return [name, Object.fromEntries(rest)] as const;
	});
	return Object.fromEntries(
		all.filter(([name, digests]) => {
			return wording.operations[name]?.like === undefined || Object.keys(digests).length > 0;
		}),
	);
};

/**
 * The digests that an operation's words were read against, with those of the one that it is like for
 * fields that have a text here, too.
 */
const knownDigests = (
	{ operations, digests = {} }: Wording,
	name: string,
	current: Record<string, string>,
): Record<string, string> => {
	const shared = Object.entries(digests[operations[name]?.like ?? ''] ?? {});
	return { ...Object.fromEntries(shared.filter(([field]) => field in current)), ...digests[name] };
};
