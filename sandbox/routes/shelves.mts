import type { Core } from '../core.mts';
import type { Routes } from '../contract.mts';
import { ORG_ID } from '../seed.mts';
import { boardRoutes } from './boards.mts';
import { campaignRoutes } from './campaigns.mts';
import { dictionaryRoutes } from './dictionaries.mts';
import { fileRoutes } from './files.mts';
import { insightRoutes } from './insights.mts';
import { plainRoutes } from './plain.mts';
import { runRoutes } from './runs.mts';
import { suiteRoutes } from './suites.mts';

/** Routes of everything that is only kept. */
export const shelfRoutes = (core: Core): Routes => ({
	...boardRoutes(core),
	...campaignRoutes(core),
	...dictionaryRoutes(core),
	...fileRoutes(core),
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
