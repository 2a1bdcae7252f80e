import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { pause } from '../shared/api/cancellation';
import { parsed } from '../shared/base/values';
import { answerFault } from '../shared/vapi/answers/answerFault';
import type { Question } from '../shared/vapi/answers/question';
import { API_REQUEST } from '../shared/vapi/events';
import {
	LAST_MOMENT,
	NO_RESULT,
	NOT_IN_TIME,
	errorAnswer,
	hasErrorAnswer,
} from '../shared/vapi/answers/question';

/** The Express response, as far as it is used here. */
interface HeldResponse {
	statusCode: number;
	headersSent: boolean;
	end(...parts: unknown[]): unknown;
	setHeader(name: string, value: string): unknown;
	getHeaderNames(): string[];
	removeHeader(name: string): void;
	on(event: 'close', listener: () => void): unknown;
}

/** How the trigger answers. */
export interface AnswerPlan {
	/** Until when Vapi waits, as ISO 8601. */
	answerBy: string;
	/** Whether the last node's JSON is the answer, instead of a node's that knows Vapi's schemas. */
	isLastNode: boolean;
}

interface Instead {
	/** For n8n's log. */
	reason: string;
	/** For Vapi. */
	text: string;
}

const textOf = (body: unknown): string =>
	typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '';

/** Why what n8n is about to send is of no use to Vapi, if it is not. */
function faultSent(
	ctx: IWebhookFunctions,
	question: Question,
	{ isLastNode }: AnswerPlan,
	{ status, body }: { status: number; body: string },
): Instead | undefined {
	if (question.type === API_REQUEST) {
		// Any JSON and any status is an answer; n8n's own error has one that says what it is.
		const isNone = status === 200 && body === '';
		return isNone ? { reason: 'The workflow ended without an answer', text: NO_RESULT } : undefined;
	}
	if (status >= 400) {
		return { reason: 'The workflow failed before it answered', text: 'The workflow failed' };
	}
	if (body === '') return { reason: 'The workflow ended without an answer', text: NO_RESULT };
	const fault = isLastNode ? answerFault(question, parsed(body)) : undefined;
	if (fault === undefined) return undefined;
	const reason = `The answer of the last node ${fault.text}`;
	if (fault.isUseless) return { reason, text: reason };
	ctx.logger.warn(`Vapi Trigger: ${reason}`);
	return undefined;
}

/**
 * Watches the response to a question of Vapi until it is sent, by whatever part of n8n. Where the
 * workflow fails, ends without an answer or is not done in time, Vapi gets an answer of the right
 * form that says so, instead of a status that it ignores.
 */
export function holdResponse(ctx: IWebhookFunctions, question: Question, plan: AnswerPlan): void {
	const response = ctx.getResponseObject() as unknown as HeldResponse;
	const end = response.end.bind(response);
	const closed = new AbortController();
	let isAnswered = false;

	const answerWith = ({ reason, text }: Instead) => {
		const answer = errorAnswer(question, text);
		const body: IDataObject = answer ?? { message: reason };
		ctx.logger.warn(`Vapi Trigger: ${reason}, and Vapi was told so (${question.type})`);
		for (const name of response.getHeaderNames()) {
			if (name.startsWith('content-') || name === 'etag') response.removeHeader(name);
		}
		response.statusCode = answer === undefined ? 500 : 200;
		response.setHeader('content-type', 'application/json; charset=utf-8');
		return end(JSON.stringify(body));
	};

	response.end = (...parts: unknown[]) => {
		if (isAnswered) return response;
		isAnswered = true;
		const sent = { status: response.statusCode, body: textOf(parts[0]) };
		const fault = response.headersSent ? undefined : faultSent(ctx, question, plan, sent);
		return fault === undefined ? end(...parts) : answerWith(fault);
	};
	response.on('close', () => closed.abort());

	if (!hasErrorAnswer(question.type)) return;
	const remaining = Date.parse(plan.answerBy) - LAST_MOMENT - Date.now();
	void pause(ctx, remaining, closed.signal).then(() => {
		if (isAnswered || closed.signal.aborted) return;
		isAnswered = true;
		answerWith({ reason: 'The workflow did not answer in time', text: NOT_IN_TIME });
		// What the workflow sends from now on comes too late and must not disturb n8n.
		response.setHeader = () => response;
	});
}
