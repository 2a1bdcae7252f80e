import { registry } from '../shared/engine/registry';
import { operations } from '../shared/generated/VapiEvaluation';
import { evalRun } from './evalRun/evalRun';
import { simulationRun } from './simulationRun/simulationRun';

/** What runs each operation of the node; those that are one plain request run as generated. */
export const evaluationHandlerOf = registry(operations, { evalRun, simulationRun }, {});
