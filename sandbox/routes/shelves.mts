import type { Core } from '../core.mts';
import type { Routes } from '../contract.mts';
import { fileRoutes } from './files.mts';
import { plainRoutes } from './plain.mts';

/** Routes of everything that is only kept. */
export const shelfRoutes = (core: Core): Routes => ({
	...fileRoutes(core),
	...plainRoutes(core, '/eval', 'page'),
	...plainRoutes(core, '/eval/simulation', 'rows'),
	...plainRoutes(core, '/eval/simulation/personality', 'rows'),
	...plainRoutes(core, '/eval/simulation/scenario', 'rows'),
	...plainRoutes(core, '/eval/simulation/suite', 'rows'),
	...plainRoutes(core, '/observability/scorecard', 'page'),
	...plainRoutes(core, '/reporting/board', 'page'),
});
