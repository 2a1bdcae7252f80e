import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operationError } from '../../shared/api/errorFactory';
import { asObject } from '../../shared/base/values';
import type { ItemReader } from '../../shared/engine/itemReader';
import { itemReader } from '../../shared/engine/itemReader';
import type { ParameterOf } from '../../shared/engine/rows';
import { operation } from '../../shared/generated/webhookResponse/assistantRequest';
import { agentPartOf } from '../agent/agentPart';
import { readAssistantForm } from '../agent/assistantForm';
import { checkBodyLimits } from '../agent/bodyLimits';
import { addressDestination, requiredText, withDestinationJson } from './answerFields';
import type { SentAnswer } from './sendOnce';
import { singleAnswer } from './singleAnswer';

type RequestReader = ItemReader<ParameterOf<typeof operation>>;

/** Who takes the call, as far as it is an agent. */
type AnswerKind = 'assistant' | 'squad' | 'newAssistant';

function savedAgentOf(reader: RequestReader, kind: AnswerKind): IDataObject {
	if (kind === 'assistant') return { assistantId: requiredText(reader, 'assistantId') };
	return kind === 'squad' ? { squadId: requiredText(reader, 'squadId') } : {};
}

function agentAnswer(reader: RequestReader, kind: AnswerKind): IDataObject {
	const { value, rows } = reader;
	const isNew = kind === 'newAssistant';
	const input = {
		kind,
		target: savedAgentOf(reader, kind),
		form: readAssistantForm(reader, isNew ? ['assistant'] : []),
		assistantJson: isNew ? (value('assistantFields.assistantJson') as IDataObject) : undefined,
		variableValues: asObject(value('additionalFields.variables')),
		overridesJson: value('additionalFields.assistantOverrides') as IDataObject | undefined,
	};
	const answer = agentPartOf(input, {});
	checkBodyLimits(answer, rows);
	return answer;
}

function answerOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const reader = itemReader(ctx, itemIndex, operation);
	const kind = String(reader.value('answerWith'));
	if (kind === 'error') return { error: requiredText(reader, 'error') };
	if (kind === 'destination') {
		return { destination: withDestinationJson(reader, addressDestination(reader)) };
	}
	return agentAnswer(reader, kind as AnswerKind);
}

/** Stops a node whose answer came when Vapi had given up the call. */
function refuseTooLate(ctx: IExecuteFunctions, { tooLate, answerBy }: SentAnswer): void {
	const { value, name } = itemReader(ctx, 0, operation);
	if (tooLate !== true || value('additionalFields.continueTooLate') === true) return;
	throw operationError(ctx, {
		message: `The answer came too late: Vapi waited for it until ${answerBy}`,
		description: `The call did not get this answer. Make the nodes before this one faster, or take the caller with an assistant of the phone number and look things up afterwards. To let the workflow go on all the same, switch '${name('additionalFields.continueTooLate')}' on.`,
		itemIndex: 0,
	});
}

/** Webhook Response: Answer Assistant Request. */
export const assistantRequest = singleAnswer('assistant-request', answerOf, {
	afterwards: refuseTooLate,
});
