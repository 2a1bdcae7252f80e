import { registry } from '../shared/engine/registry';
import { operations } from '../shared/generated/VapiEvaluation';

/** What runs each operation of the node: every one is a plain request. */
export const evaluationHandlerOf = registry(operations, {}, {});
