import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import type { ParameterRow } from '../../nodes/shared/engine/rows.ts';
import * as vapi from '../../nodes/shared/generated/Vapi.ts';
import * as evaluation from '../../nodes/shared/generated/VapiEvaluation.ts';

/** What each node has, by its type. */
export const FORMS = {
	'n8n-nodes-vapi.vapi': vapi,
	'n8n-nodes-vapi.vapiEvaluation': evaluation,
};

const properties: INodeProperties[] = Object.values(FORMS).flatMap((form) => form.properties);
/** The operations of both nodes, whose resources have different names. */
export const operations = { ...vapi.operations, ...evaluation.operations };

type Conditions = Record<string, unknown[]>;

/** A parameter that a user can set, with its row and what has to be chosen for it to be shown. */
export interface Leaf {
	row: ParameterRow;
	property: INodeProperties;
	show: Conditions;
	hide: Conditions;
}

/** What decides which parameters are shown. */
export type Choices = Record<string, unknown>;

/** Conditions name parameters from the root with a slash, else beside the parameter. */
function rooted(conditions: object = {}, group: string): Conditions {
	return Object.fromEntries(
		Object.entries(conditions).map(([name, values]) => [
			name.startsWith('/') ? name.slice(1) : group + name,
			values as unknown[],
		]),
	);
}

function walk(
	all: INodeProperties[],
	group: string,
	outer: Pick<Leaf, 'show' | 'hide'>,
): Map<string, Omit<Leaf, 'row'>> {
	// Of variants of one parameter the first one counts: the others are for when JSON brings the same.
	return new Map(
		[...all].reverse().flatMap((property) => {
			const { show, hide } = property.displayOptions ?? {};
			const conditions = {
				show: { ...outer.show, ...rooted(show, group) },
				hide: { ...outer.hide, ...rooted(hide, group) },
			};
			const name = group + property.name;
			return property.type === 'collection'
				? [...walk(property.options as INodeProperties[], `${name}.`, conditions)]
				: [[name, { property, ...conditions }] as const];
		}),
	);
}

/** The rows of an operation that are part of the request, each with its parameter. */
export function leavesOf(resource: string, operation: string): Leaf[] {
	const table = operations as Record<string, Record<string, { fields: readonly ParameterRow[] }>>;
	const rows = table[resource]?.[operation]?.fields ?? [];
	const own = properties.filter(({ displayOptions: { show } = {} }) => {
		return show?.resource?.includes(resource) && show.operation?.includes(operation);
	});
	const parameters = walk(own, '', { show: {}, hide: {} });
	return rows
		.filter((row) => row.in !== 'node')
		.flatMap((row) => {
			const found = parameters.get(row.parameter);
			// What n8n hides for good is no field of the form.
			return found === undefined || found.property.type === 'hidden' ? [] : [{ row, ...found }];
		});
}

/** Whether the form shows a parameter, resource and operation being chosen. */
export function isShown({ show, hide }: Leaf, choices: Choices): boolean {
	const holds = ([name, values]: [string, unknown[]]) => values.includes(choices[name]);
	const choosable = ([name]: [string, unknown]) => !['resource', 'operation'].includes(name);
	return (
		Object.entries(show).filter(choosable).every(holds) &&
		!Object.entries(hide).filter(choosable).some(holds)
	);
}

/** Parameters of a node made of values by dotted names. */
export function nested(values: Record<string, unknown>): INodeParameters {
	const parameters: IDataObject = {};
	for (const [name, value] of Object.entries(values)) {
		const keys = name.split('.');
		const last = keys.pop() ?? '';
		let at = parameters;
		for (const key of keys) at = (at[key] ??= {}) as IDataObject;
		at[last] = value as IDataObject;
	}
	return parameters as INodeParameters;
}

/** Parts of an assistant of which a squad's members keep their own. */
const OF_EACH_MEMBER = ['artifactPlan', 'compliancePlan', 'model'];

/** Whether a field that the form shows can be part of such a call; the node refuses the others. */
export function fits({ row }: Leaf, { callType, agent }: Choices): boolean {
	const [place = '', part = '', key] = row.path;
	const isAdditional = row.parameter.startsWith('additionalFields.');
	if (!isAdditional) return true;
	if (place === 'transport') return callType === 'websocket';
	if (place === 'phoneCallProviderBypassEnabled') return callType === 'phone';
	if (place === 'assistantVersion') return agent === 'assistant';
	if (place === 'assistant') return agent === 'newAssistant';
	if (place !== 'assistantOverrides') return callType !== 'web';
	if (agent === 'newAssistant') {
		// These stand below 'Agent' then.
		const own = ['firstMessage', 'model.messages', 'model.provider', 'model.model'];
		return !own.includes(row.path.slice(1).join('.'));
	}
	const isOfMember = key !== undefined && OF_EACH_MEMBER.includes(part) && key !== 'tools';
	return agent === 'assistant' || !isOfMember;
}
