import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { type Entity, type JsonObject, isObject, listOr, objectOr } from '../types.mts';

const DAY = 86_400_000;

/** What a call has in a column; how long it took, in minutes. */
function columnOf(call: Entity, column: string): unknown {
	const span = Date.parse(String(call.endedAt)) - Date.parse(String(call.startedAt));
	if (column === 'duration') return Number.isNaN(span) ? 0 : span / 60_000;
	return column.split('.').reduce<unknown>((inner, key) => objectOr(inner)[key], call);
}

const OPERATIONS: Record<string, (values: number[]) => number> = {
	sum: (values) => values.reduce((sum, value) => sum + value, 0),
	avg: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
	count: (values) => values.length,
	min: (values) => Math.min(...values),
	max: (values) => Math.max(...values),
	history: (values) => values.at(-1) ?? 0,
};

function valueOf(calls: Entity[], { operation, column, alias }: JsonObject): [string, number] {
	const [what, of] = [String(operation), String(column)];
	const values = calls.map((call) => Number(columnOf(call, of)) || 0);
	const usual = what + of.charAt(0).toUpperCase() + of.slice(1);
	return [String(alias ?? usual), OPERATIONS[what]?.(values) ?? 0];
}

/** The start of a day or an hour, which are the steps that are told apart here. */
const stepOf = ({ createdAt }: Entity, step: string): string =>
	step === 'hour' ? `${createdAt.slice(0, 13)}:00:00.000Z` : `${createdAt.slice(0, 10)}T00:00:00.000Z`;

/** Answers queries from the calls of the account; what the subscription would say, too. */
export function analyticsRoutes(core: Core): Routes {
	const answer = (query: JsonObject): JsonObject => {
		const range = objectOr(query.timeRange);
		const end = String(range.end ?? core.clock.iso());
		const start = String(range.start ?? new Date(Date.parse(end) - 7 * DAY).toISOString());
		const groups = new Map<string, { key: JsonObject; calls: Entity[] }>();
		for (const call of core.store.calls.values()) {
			if (call.createdAt < start || call.createdAt > end) continue;
			const columns = listOr(query.groupBy).map((name) => [String(name), columnOf(call, String(name))]);
			const date = range.step === undefined ? {} : { date: stepOf(call, String(range.step)) };
			const key: JsonObject = { ...date, ...(Object.fromEntries(columns) as JsonObject) };
			const group = groups.get(JSON.stringify(key)) ?? { key, calls: [] };
			group.calls.push(call);
			groups.set(JSON.stringify(key), group);
		}
		const operations = listOr(query.operations).filter(isObject);
		return {
			name: query.name,
			timeRange: { timezone: 'UTC', ...range, start, end },
			result: [...groups.values()].map(({ key, calls }) => ({
				...key,
				...Object.fromEntries(operations.map((operation) => valueOf(calls, operation))),
			})),
		};
	};
	return {
		'POST /analytics': ({ body }: RouteRequest) => ({
			status: 201,
			body: listOr(body.queries).filter(isObject).map(answer),
		}),
	};
}
