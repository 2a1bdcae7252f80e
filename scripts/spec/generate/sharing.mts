import { isDeepStrictEqual } from 'node:util';
import type { INodeProperties } from 'n8n-workflow';
import type { ParameterRow } from '../../../nodes/shared/engine/rows.ts';
import type { Document } from '../openapi.mts';
import type { OperationWording, Wording } from '../wording/types.mts';
import { buildProperties } from './properties.mts';
import { buildRows } from './rows.mts';

/** A parameter whichever operation shows it. */
const apart = ({ displayOptions, ...property }: INodeProperties): object => ({
	...property,
	displayOptions: { ...displayOptions, show: { ...displayOptions?.show, operation: [] } },
});

/** Top-level parameter that a row belongs to. */
export const parameterOf = ({ parameter }: ParameterRow): string => parameter.split('.')[0] ?? '';

/** Operations that are like this one. */
export const followersOf = ({ operations }: Wording, name: string): string[] =>
	Object.keys(operations).filter((other) => operations[other]?.like === name);

/**
 * The parameters that an operation shows as one with the operation that it is like: those that it
 * takes over and that come out the same, though the requests behind the two may differ.
 */
export const sharedParameters = (
	contract: Document,
	wording: Wording,
	name: string,
): string[] => {
	const { like, shares = [] } = wording.operations[name] as OperationWording;
	if (like === undefined) return [];
	const [mine, other] = [name, like].map((operation) => ({
		properties: buildProperties(contract, wording, operation),
		rows: buildRows(contract, wording, operation),
	}));
	const facetsOf = (side: typeof mine, parameter: string) => ({
		shown: side?.properties.filter((property) => property.name === parameter).map(apart),
		rows: side?.rows.filter((row) => parameterOf(row) === parameter),
	});
	return shares.filter((parameter) =>
		isDeepStrictEqual(facetsOf(mine, parameter), facetsOf(other, parameter)),
	);
};

/** An operation's parameters; those that it shares stand with the operation that it is like. */
export const ownProperties = (
	contract: Document,
	wording: Wording,
	name: string,
): INodeProperties[] => {
	const shared = sharedParameters(contract, wording, name);
	const followers = followersOf(wording, name).map(
		(follower) => [follower, sharedParameters(contract, wording, follower)] as const,
	);
	return buildProperties(contract, wording, name)
		.filter((property) => !shared.includes(property.name))
		.map((property) => {
			const also = followers.filter(([, shares]) => shares.includes(property.name));
			const operation = [name, ...also.map(([follower]) => follower)];
			const show = { ...property.displayOptions?.show, operation };
			return { ...property, displayOptions: { ...property.displayOptions, show } };
		});
};

/** The parameters whose rows every operation that is like this one has, too. */
export const commonParameters = (
	contract: Document,
	wording: Wording,
	name: string,
): string[] => {
	const [first, ...others] = followersOf(wording, name).map((follower) =>
		sharedParameters(contract, wording, follower),
	);
	return (first ?? []).filter((parameter) => others.every((other) => other.includes(parameter)));
};
