import { registry } from '../shared/engine/registry';
import { operations } from '../shared/generated/Vapi';
import { outputShapes } from '../shared/vapi/output/outputShapes';
import { query } from './analytics/query';
import { assistantHandlers } from './assistant/assistantHandlers';
import { liveControl } from './call/control/liveControl';
import { create } from './call/create/create';
import { download } from './call/download/download';
import { createAndWait } from './call/wait/createAndWait';
import { createCampaign } from './campaign/createCampaign';
import { createResponse } from './chat/createResponse';
import { addFile } from './knowledgeBase/addFile';
import { update as updatePhoneNumber } from './phoneNumber/update';
import { run } from './structuredOutput/run';
import { toolHandlers } from './tool/toolHandlers';
import { answers } from './webhookResponse/answers';

/** What runs each operation of the node; those that are one plain request run as generated. */
export const handlerOf = registry(
	operations,
	{
		analytics: { query },
		assistant: assistantHandlers,
		call: { ...liveControl, create, createAndWait, download },
		chat: { createResponse },
		campaign: { create: createCampaign },
		knowledgeBase: { addFile },
		phoneNumber: { update: updatePhoneNumber },
		structuredOutput: { run },
		tool: toolHandlers,
		webhookResponse: answers,
	},
	outputShapes,
);
