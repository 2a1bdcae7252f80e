import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { agentPartOf, type AgentChoice } from '../agent/agentPart';
import { namesIn } from '../agent/fields';
import { checkLimits } from '../agent/bodyLimits';
import { type NameValueRow, objectOf } from '../agent/nameValueRows';
import type { Conversation } from '../agent/assistantParts';
import { operation, properties } from '../../shared/generated/webhookResponse/assistantRequest';
import {
	addressDestination,
	answerKind,
	jsonField,
	readingOf,
	requiredText,
	withDestinationJson,
	type Reading,
} from './answerFields';
import { singleAnswer } from './singleAnswer';

const names = namesIn(properties);

const CONVERSATION = operation.fields
	.map(({ parameter }) => parameter.split('.'))
	.flatMap(([group, name = '']) => (group === 'newAssistant' ? [name] : []))
	.filter((name) => name !== 'name' && name !== 'assistant') as Array<keyof Conversation>;

function agentOf(reading: Reading, kind: string): AgentChoice {
	if (kind === 'assistant') {
		return { kind, assistantId: requiredText(reading, 'assistantId', 'Assistant') };
	}
	if (kind === 'squad') return { kind, squadId: requiredText(reading, 'squadId', 'Squad') };
	return {
		kind: 'newAssistant',
		name: reading.field('newAssistant.name') as string | undefined,
		assistantJson: jsonField(reading, 'newAssistant.assistant', 'Assistant (JSON)'),
	};
}

function variablesOf({ ctx, itemIndex, refuse }: Reading): IDataObject | undefined {
	const rows = ctx.getNodeParameter('additionalFields.variableValues.values', itemIndex, []);
	return objectOf(rows as NameValueRow[] | undefined, undefined, 'Template Variables', refuse);
}

function agentAnswer(reading: Reading, kind: string): IDataObject {
	const { field, refuse } = reading;
	const settings = Object.fromEntries(
		kind === 'newAssistant' ? CONVERSATION.map((name) => [name, field(`newAssistant.${name}`)]) : [],
	);
	const overrides = {
		settings,
		variableValues: variablesOf(reading),
		json: jsonField(reading, 'additionalFields.assistantOverrides', 'Assistant Overrides'),
	};
	const answer = agentPartOf(agentOf(reading, kind), overrides, {}, names, refuse);
	if (kind === 'newAssistant' && answer.assistant === undefined) {
		refuse("'New Assistant' is empty", 'Add at least a model or a system prompt with its model');
	}
	checkLimits(answer, operation.fields, refuse);
	return answer;
}

function build(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const reading = readingOf(ctx, itemIndex, operation);
	const kind = answerKind(reading);
	if (kind === 'error') return { error: requiredText(reading, 'error', 'Spoken Message') };
	if (kind === 'destination') {
		return { destination: withDestinationJson(reading, addressDestination(reading)) };
	}
	return agentAnswer(reading, kind);
}

/** Webhook Response: Answer Assistant Request. */
export const assistantRequest = singleAnswer('assistant-request', build);
