import type { IDataObject } from 'n8n-workflow';

import { whoOf } from '../placing/identity';
import type { CalledRecently } from './ruleSettings';

const byNumber = (who: string) => `number ${who}`;
const byExternalId = (id: string) => `externalId ${id}`;

/** The ID that somebody has in a CRM or a sheet; undefined where there is none. */
export function externalIdOf({ externalId }: IDataObject): string | undefined {
	const id = typeof externalId === 'number' ? String(externalId) : externalId;
	return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
}

/** Every name that a call has its customer under, by number and by external ID. */
export function namesIn(customer: IDataObject, customerId: unknown): string[] {
	const who = whoOf(customer, customerId);
	const saved = typeof customerId === 'string' ? customerId.trim() : '';
	const id = externalIdOf(customer);
	const numbers = [who, saved].filter((each) => each !== '').map(byNumber);
	return [...new Set(numbers), ...(id === undefined ? [] : [byExternalId(id)])];
}

/** The names by which somebody is looked for, as the rule says who counts as the same. */
export function namesFor(
	who: string,
	customer: IDataObject,
	{ person }: CalledRecently,
): string[] {
	const id = externalIdOf(customer);
	const ids = id === undefined || person === 'number' ? [] : [byExternalId(id)];
	return who === '' || person === 'externalId' ? ids : [byNumber(who), ...ids];
}
