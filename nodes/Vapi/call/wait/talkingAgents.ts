import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asList, asObject } from '../../../shared/base/values';
import { readOnce } from '../../../shared/vapi/readOnce';

/** Where the request says what is different for this call. */
export function overridesPlace({ squadId, squad }: IDataObject): string {
	return squadId === undefined && squad === undefined ? 'assistantOverrides' : 'squadOverrides';
}

/** An assistant by its ID or as it stands, with what is laid over it: Vapi replaces key by key. */
async function assistantOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ assistantId, assistant, assistantOverrides }: IDataObject,
): Promise<IDataObject> {
	const saved =
		typeof assistantId === 'string'
			? await readOnce(ctx, itemIndex, 'assistant', assistantId)
			: {};
	return { ...saved, ...asObject(assistant), ...asObject(assistantOverrides) };
}

/**
 * Everybody who may talk in the call, as they are in this call. Saved ones are read from Vapi.
 * @throws NodeApiError, e.g. where there is no such assistant
 */
export async function agentsOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
): Promise<IDataObject[]> {
	if (overridesPlace(body) === 'assistantOverrides') {
		return [await assistantOf(ctx, itemIndex, body)];
	}
	const { squadId, squad } = body;
	const whole =
		squad === undefined
			? await readOnce(ctx, itemIndex, 'squad', String(squadId))
			: asObject(squad);
	const members: IDataObject[] = [];
	for (const member of asList(whole.members)) {
		const assistant = await assistantOf(ctx, itemIndex, asObject(member));
		members.push({ ...assistant, ...asObject(body.squadOverrides) });
	}
	return members;
}

/**
 * IDs of the structured outputs that a call of this agent must bring. Of a squad's members it is not
 * known who will talk at the end, so only what is asked for this call counts.
 */
export function expectedOutputs(body: IDataObject, agents: IDataObject[]): string[] {
	const isSquad = overridesPlace(body) === 'squadOverrides';
	const plan = asObject((isSquad ? asObject(body.squadOverrides) : agents[0])?.artifactPlan);
	return asList(plan.structuredOutputIds).filter((id): id is string => typeof id === 'string');
}

/** A tool whose calls go to the assistant's server and wait for its answer. */
function needsServer(tool: IDataObject): boolean {
	if (asObject(tool.server).url) return false;
	const destinations = asList(tool.destinations).map(asObject);
	switch (tool.type) {
		case 'function':
			return true;
		case 'transferCall':
			return destinations.length === 0;
		case 'handoff':
			return destinations.some(({ type, server }) => type === 'dynamic' && !asObject(server).url);
		default:
			return false;
	}
}

function toolNameOf(tool: IDataObject): string {
	return String(asObject(tool.function).name ?? tool.type);
}

/**
 * Names of the tools that work only while the assistant's own server (or that of the number or the
 * organization) gets their calls. Saved tools are read from Vapi.
 */
export async function toolsThatNeedServer(
	ctx: IExecuteFunctions,
	itemIndex: number,
	agent: IDataObject,
): Promise<string[]> {
	const model = asObject(agent.model);
	const tools = [...asList(model.tools), ...asList(agent['tools:append'])].map(asObject);
	for (const id of asList(model.toolIds)) {
		tools.push(await readOnce(ctx, itemIndex, 'tool', String(id)));
	}
	return tools.filter(needsServer).map(toolNameOf);
}
