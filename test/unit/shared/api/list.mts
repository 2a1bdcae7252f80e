import type { IDataObject } from 'n8n-workflow';

import type { Answer } from './server.mts';

/**
 * Answers as Vapi's lists do: newest first, `limit` up to 1000, the filters by time.
 * @param rows in any order; equal moments come out in the order of the rows
 */
export function listAnswer(rows: IDataObject[]): Answer {
	const time = (value: unknown) => Date.parse(String(value));
	const sorted = rows.toSorted((a, b) => time(b.createdAt) - time(a.createdAt));
	return ({ query }, response) => {
		const bound = (name: string, missing: number) => {
			const value = query.get(name);
			return value === null ? missing : time(value);
		};
		const fits = ({ createdAt, updatedAt }: IDataObject) =>
			time(createdAt) <= bound('createdAtLe', Infinity) &&
			time(createdAt) < bound('createdAtLt', Infinity) &&
			time(createdAt) >= bound('createdAtGe', -Infinity) &&
			!(time(updatedAt) < bound('updatedAtGe', -Infinity)) &&
			!(time(updatedAt) >= bound('updatedAtLt', Infinity));
		const limit = Number(query.get('limit') ?? 100);
		if (limit > 1000) throw new RangeError('limit must not be greater than 1000');
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(sorted.filter(fits).slice(0, limit)));
	};
}

const START = Date.parse('2026-08-20T00:00:00.000Z');

/**
 * Calls in groups that share a moment.
 * @param groups sizes, the oldest group first
 * @param gap ms between two groups
 */
export function callsInGroups(groups: number[], gap = 60_000): IDataObject[] {
	return groups.flatMap((size, group) =>
		Array.from({ length: size }, (_, index) => ({
			id: `call-${group}-${index}`,
			createdAt: new Date(START + group * gap).toISOString(),
		})),
	);
}
