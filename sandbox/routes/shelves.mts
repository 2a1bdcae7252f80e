import type { Core } from '../core.mts';
import type { Routes } from '../contract.mts';
import { ORG_ID } from '../seed.mts';
import { analyticsRoutes } from './analytics.mts';
import { boardRoutes } from './boards.mts';
import { campaignRoutes } from './campaigns.mts';
import { chatRoutes } from './chats.mts';
import { dictionaryRoutes } from './dictionaries.mts';
import { fileRoutes } from './files.mts';
import { insightRoutes } from './insights.mts';
import { knowledgeBaseRoutes } from './knowledgeBases.mts';
import { plainRoutes } from './plain.mts';
import { runRoutes } from './runs.mts';
import { suiteRoutes } from './suites.mts';
import { structuredOutputRuns } from './structuredOutputs.mts';

/** Routes of everything but calls and what they are made of. */
export const shelfRoutes = (core: Core): Routes => ({
	...analyticsRoutes(core),
	...boardRoutes(core),
	...campaignRoutes(core),
	...chatRoutes(core),
	...dictionaryRoutes(core),
	...fileRoutes(core),
	...knowledgeBaseRoutes(core),
	...structuredOutputRuns(core),
	...plainRoutes(core, '/eval', 'page'),
	'GET /eval/simulation/concurrency': () => ({
		status: 200,
		body: {
			...{ orgId: ORG_ID, concurrencyLimit: 10, activeSimulations: 0, availableToStart: 5 },
			...{ createdAt: null, updatedAt: null, isDefault: true },
		},
	}),
	...plainRoutes(core, '/eval/simulation', 'rows'),
	...plainRoutes(core, '/eval/simulation/personality', 'rows'),
	...plainRoutes(core, '/eval/simulation/scenario', 'rows'),
	...suiteRoutes(core),
	...insightRoutes(core),
	...runRoutes(core),
	...plainRoutes(core, '/observability/scorecard', 'page'),
});
