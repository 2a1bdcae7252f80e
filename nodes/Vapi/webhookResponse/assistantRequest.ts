import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import type { ItemReader } from '../../shared/engine/itemReader';
import { itemReader } from '../../shared/engine/itemReader';
import type { ParameterOf } from '../../shared/engine/rows';
import { operation } from '../../shared/generated/webhookResponse/assistantRequest';
import { agentPartOf } from '../agent/agentPart';
import { readAssistantForm } from '../agent/assistantForm';
import { checkBodyLimits } from '../agent/bodyLimits';
import { namedValues } from '../agent/namedValues';
import { addressDestination, requiredText, withDestinationJson } from './answerFields';
import { singleAnswer } from './singleAnswer';

type RequestReader = ItemReader<ParameterOf<typeof operation>>;

type SavedKind = 'assistant' | 'squad';

const VARIABLES = 'additionalFields.variableValues';

function targetOf(reader: RequestReader, kind: SavedKind | 'newAssistant'): IDataObject {
	if (kind === 'assistant') return { assistantId: requiredText(reader, 'assistantId') };
	return kind === 'squad' ? { squadId: requiredText(reader, 'squadId') } : {};
}

function agentAnswer(reader: RequestReader, kind: SavedKind | 'newAssistant'): IDataObject {
	const { value, raw, name, rows } = reader;
	const isNew = kind === 'newAssistant';
	const input = {
		kind,
		target: targetOf(reader, kind),
		form: readAssistantForm(reader, isNew ? ['assistant'] : []),
		assistantJson: isNew ? (value('newAssistant.assistant') as IDataObject) : undefined,
		variableValues: namedValues(raw(VARIABLES), undefined, name(VARIABLES)),
		overridesJson: value('additionalFields.assistantOverrides') as IDataObject | undefined,
	};
	const answer = agentPartOf(input, {});
	if (isNew && answer.assistant === undefined) {
		refuse("'New Assistant' is empty", 'Add at least a model or a system prompt with its model');
	}
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
	return agentAnswer(reader, kind as SavedKind | 'newAssistant');
}

/** Webhook Response: Answer Assistant Request. */
export const assistantRequest = singleAnswer('assistant-request', answerOf);
