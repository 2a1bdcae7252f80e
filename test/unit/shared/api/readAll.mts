import type { IDataObject } from 'n8n-workflow';

import { listPages } from '../../../../nodes/shared/api/pages.ts';
import type { ListStyle } from '../../../../nodes/shared/api/pages.ts';
import { createContext } from './context.mts';
import { useServer } from './server.mts';

/** A server, and what reads its lists to the end. */
export function useLists() {
	const server = useServer();
	async function readAll(
		limit = Infinity,
		query: IDataObject = {},
		style: ListStyle = 'createdAt',
		size?: number,
	): Promise<IDataObject[]> {
		const ctx = createContext({ baseUrl: server.url });
		const found: IDataObject[] = [];
		const request = { method: 'GET', path: '/call', query } as const;
		for await (const rows of listPages(ctx, request, style, limit, size)) found.push(...rows);
		return found;
	}
	return { server, readAll };
}

export const newestFirst = (rows: IDataObject[]) =>
	rows.toSorted((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));
