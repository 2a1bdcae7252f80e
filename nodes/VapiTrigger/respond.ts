import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Question } from '../shared/vapi/answers/question';
import { API_REQUEST, needsAnswer } from '../shared/vapi/events';
import { holdResponse } from './heldResponse';
import type { Admission } from './request/gate';

/** What the caller is told where no message is read; says nothing about why. */
const TURNED_AWAY: Record<Exclude<Admission, 'accepted' | 'repeated'>, [number, string]> = {
	forged: [401, 'This request does not prove that it comes from Vapi'],
	unavailable: [503, 'This webhook cannot check requests at the moment'],
};

/** Answers by itself; unless items are added, no execution starts. */
export function answerAlone(ctx: IWebhookFunctions, status: number, body: object): IWebhookResponseData {
	ctx.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}

/** Answers a request that may not start the workflow. */
export function turnedAway(
	ctx: IWebhookFunctions,
	admission: keyof typeof TURNED_AWAY,
): IWebhookResponseData {
	const [status, message] = TURNED_AWAY[admission];
	return answerAlone(ctx, status, { message });
}

/** Starts the workflow with items, and answers when the parameter Respond says so. */
export function started(
	ctx: IWebhookFunctions,
	items: INodeExecutionData[],
	question: Question,
): IWebhookResponseData {
	const workflowData = [items];
	const responseMode = ctx.getNodeParameter('responseMode', 'onReceived');
	if (responseMode === 'onReceived') return { webhookResponse: {}, workflowData };
	if (question.type !== API_REQUEST && !needsAnswer(question.type)) {
		// Nobody reads an answer to these: Vapi must not wait for the workflow, nor send them again.
		return { ...answerAlone(ctx, 200, {}), workflowData };
	}
	const deadlines = items.map(({ json }) => String(json.answerBy)).sort();
	holdResponse(ctx, question, {
		answerBy: deadlines[0] as string,
		isLastNode: responseMode === 'lastNode',
	});
	return { webhookResponse: {}, workflowData };
}
