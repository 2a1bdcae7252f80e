import { apiRequest } from './apiRequest';
import { assistantRequest } from './assistantRequest';
import { campaignPredial } from './campaignPredial';
import { endpointingRequest } from './endpointingRequest';
import { handoffDestination } from './handoffDestination';
import { knowledgeBaseRequest } from './knowledgeBaseRequest';
import { toolCalls } from './toolCalls/toolCalls';
import { transferDestination } from './transferDestination';

/** What runs each operation of the resource Webhook Response. */
export const answers = {
	apiRequest,
	assistantRequest,
	campaignPredial,
	endpointingRequest,
	handoffDestination,
	knowledgeBaseRequest,
	toolCalls,
	transferDestination,
};
