import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { vapiRequest } from '../../shared/api/request';
import type { ParameterRow } from '../../shared/engine/rows';
import { checkBodyLimits } from '../agent/bodyLimits';

const pathOf = (id: string): string => `/assistant/${encodeURIComponent(id)}`;

/** Reads a saved assistant as it is now. */
export async function readSaved(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<IDataObject> {
	return (await vapiRequest(ctx, { method: 'GET', path: pathOf(id), itemIndex })) as IDataObject;
}

/** Makes a new assistant; sent once. */
export async function makeAssistant(
	ctx: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
): Promise<IDataObject> {
	const request = { method: 'POST', path: '/assistant', body, itemIndex } as const;
	return (await vapiRequest(ctx, request)) as IDataObject;
}

/**
 * Writes changes to a saved assistant; where there are none, nothing is sent.
 * @param rows limits that the changes have to keep
 * @returns the assistant as it is then
 * @throws Refusal for a value that is outside the limits
 */
export async function writeChanges(
	ctx: IExecuteFunctions,
	itemIndex: number,
	saved: IDataObject,
	changes: IDataObject,
	rows: readonly ParameterRow[],
): Promise<IDataObject> {
	if (Object.keys(changes).length === 0) return saved;
	checkBodyLimits(changes, rows);
	const path = pathOf(String(saved.id));
	const request = { method: 'PATCH', path, body: changes, itemIndex } as const;
	return (await vapiRequest(ctx, request)) as IDataObject;
}
