import type { IDataObject } from 'n8n-workflow';

import type { ListStyle } from '../../api/pages';
import type { LabelName } from './labels';

/** A kind of things of an account that dropdowns show. */
export interface Shelf {
	/** Where Vapi lists them. */
	readonly path: string;
	/** How that list is read on. */
	readonly style: ListStyle;
	/** What they are called in the address of Vapi's dashboard, where each has a page there. */
	readonly page?: string;
	/** What a list shows for one of them. */
	readonly label: LabelName;
	/** By name where all of them are there; others come newest first, as Vapi gives them. */
	readonly byName?: boolean;
	/** Query that the list demands, or that makes it shorter. */
	readonly query?: IDataObject;
	/** Parameter of the list by which Vapi itself searches. */
	readonly search?: string;
}

const named = (path: string, style: ListStyle, more: Partial<Shelf> = {}): Shelf => ({
	...{ path, style, label: 'name', byName: true },
	...more,
});

/** Everything that dropdowns list, by its name in n8n's voice, several of it. */
export const shelves = {
	Assistants: named('/assistant', 'createdAt', { page: 'assistants' }),
	Boards: named('/reporting/board', 'page'),
	Calls: { path: '/call', style: 'createdAt', page: 'calls', label: 'call' },
	Campaigns: { path: '/v2/campaign', style: 'page', label: 'title' },
	Chats: { path: '/chat', style: 'page', label: 'title' },
	EvalRuns: { path: '/eval/run', style: 'page', label: 'run' },
	Evals: named('/eval', 'page'),
	Files: named('/file', 'whole'),
	Insights: named('/reporting/insight', 'page', { label: 'tool' }),
	KnowledgeBases: named('/v2/knowledge-base', 'limit'),
	Personalities: named('/eval/simulation/personality', 'page'),
	PhoneNumbers: named('/v2/phone-number', 'page', {
		...{ page: 'phone-numbers', label: 'phoneNumber', search: 'search' },
	}),
	Scenarios: named('/eval/simulation/scenario', 'page'),
	Scorecards: named('/observability/scorecard', 'page'),
	Sessions: { path: '/session', style: 'page', label: 'title' },
	SimulationRuns: { path: '/eval/simulation/run', style: 'page', label: 'run' },
	SimulationSuites: named('/eval/simulation/suite', 'page'),
	Simulations: named('/eval/simulation', 'page'),
	Squads: named('/squad', 'createdAt', { page: 'squads' }),
	StructuredOutputs: named('/structured-output', 'page'),
	Tools: named('/tool', 'createdAt', { page: 'tools', label: 'tool' }),
} as const satisfies Record<string, Shelf>;

/** Name of a kind of things that dropdowns list. */
export type ShelfName = keyof typeof shelves;
