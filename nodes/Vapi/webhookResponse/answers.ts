import { assistantRequest } from './assistantRequest';
import { handoffDestination } from './handoffDestination';
import { toolCalls } from './toolCalls/toolCalls';
import { transferDestination } from './transferDestination';

/** What runs each operation of the resource Webhook Response. */
export const answers = { assistantRequest, handoffDestination, toolCalls, transferDestination };
