import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { AgentChoice } from '../../agent/agentPart';
import type { AudioFormat, CreateInput } from './callBody';
import type { CustomerFields } from './customer';
import type { ReadField } from '../../agent/fields';
import { refuseUnsafeKeys } from '../../../shared/base/merge';
import { type NameValueRow, objectOf } from '../../agent/nameValueRows';
import { destinationOf } from '../../../shared/vapi/phoneNumber/destination';
import type { Conversation, Delivery, Settings } from '../../agent/assistantParts';
import type { AgentKind, CallType, FieldNames, Refuse } from '../../agent/types';

const THEMES = 'additionalFields';

const CONVERSATION: Array<keyof Conversation> = [
	'firstMessage',
	'firstMessageMode',
	'systemPrompt',
	'modelProvider',
	'model',
	'temperature',
	'voiceProvider',
	'voiceId',
	'transcriberProvider',
	'transcriberModel',
	'transcriberLanguage',
	'maxDurationSeconds',
	'endCallMessage',
	'endCallPhrases',
	'voicemailDetection',
	'voicemailMessage',
	'backgroundSound',
];
const WEBHOOK: Array<keyof Delivery> = ['serverUrl', 'serverMessages'];
const DATA: Array<keyof Delivery> = ['recordingEnabled', 'structuredOutputIds'];
const CUSTOMER: Array<keyof CustomerFields> = [
	'name',
	'email',
	'externalId',
	'extension',
	'numberE164CheckEnabled',
];

/** What reading an item takes. */
export interface Reading {
	ctx: IExecuteFunctions;
	itemIndex: number;
	field: ReadField;
	names: FieldNames;
	refuse: Refuse;
}

/**
 * A parameter as it is, for what our own code understands in more forms than a table can say. The
 * fallback is null because n8n throws where the fallback is undefined.
 */
function raw({ ctx, itemIndex }: Reading, parameter: string): unknown {
	return ctx.getNodeParameter(parameter, itemIndex, null) ?? undefined;
}

/** Text without white space around it, which copying leaves there and Vapi takes literally. */
function trimmed<T>(value: T): T | undefined {
	const kept = typeof value === 'string' ? (value.trim() as T) : value;
	return kept === '' ? undefined : kept;
}

function text({ field }: Reading, parameter: string): string | undefined {
	return trimmed(field(parameter)) as string | undefined;
}

function json({ field, names, refuse }: Reading, parameter: string): IDataObject | undefined {
	const value = field(parameter) as IDataObject | undefined;
	refuseUnsafeKeys(value, names(parameter.split('.').at(-1) ?? parameter), refuse);
	return value;
}

function group({ field }: Reading, parent: string, keys: string[]): IDataObject {
	return Object.fromEntries(
		keys.map((key) => [key, trimmed(field(`${parent}.${key}`))]),
	) as IDataObject;
}

function settingsOf(reading: Reading, kind: AgentKind): Settings {
	const conversation = kind === 'newAssistant' ? 'newAssistant' : `${THEMES}.conversation`;
	return {
		...group(reading, conversation, CONVERSATION),
		...group(reading, `${THEMES}.webhook`, WEBHOOK),
		...group(reading, `${THEMES}.data`, DATA),
	};
}

function agentOf(reading: Reading, kind: AgentKind): AgentChoice {
	switch (kind) {
		case 'assistant':
			return {
				kind,
				assistantId: text(reading, 'assistantId'),
				assistantVersion: text(reading, `${THEMES}.advanced.assistantVersion`),
			};
		case 'squad':
			return { kind, squadId: text(reading, 'squadId') };
		case 'newAssistant':
			return {
				kind,
				name: text(reading, 'newAssistant.name'),
				assistantJson: json(reading, 'newAssistant.assistant'),
			};
		case 'newSquad':
			return { kind, squadJson: json(reading, 'newSquad') };
	}
}

function rowsOf(reading: Reading, rows: string, jsonField: string): IDataObject | undefined {
	const values = raw(reading, `${THEMES}.${rows}.values`) as NameValueRow[] | undefined;
	const name = reading.names(rows.split('.').at(-1) ?? rows);
	return objectOf(values, json(reading, `${THEMES}.${jsonField}`), name, reading.refuse);
}

/** What only calls with an address, a time or a name of their own have. */
function callFieldsOf(reading: Reading, callType: CallType): Partial<CreateInput> {
	if (callType === 'web') return {};
	const customer = group(reading, `${THEMES}.customer`, CUSTOMER) as CustomerFields;
	const numberOptions = {
		defaultCountryCode: raw(reading, `${THEMES}.customer.defaultCountryCode`),
		e164Check: customer.numberE164CheckEnabled,
	};
	const isPhone = callType === 'phone';
	return {
		customer,
		name: text(reading, `${THEMES}.data.name`),
		earliestAt: text(reading, `${THEMES}.schedule.earliestAt`),
		latestAt: text(reading, `${THEMES}.schedule.latestAt`),
		phoneNumberId: isPhone ? text(reading, 'phoneNumberId') : undefined,
		destination: isPhone
			? destinationOf(raw(reading, 'to'), numberOptions, reading.names, reading.refuse)
			: undefined,
		audioFormat: isPhone ? undefined : audioFormatOf(reading),
	};
}

function audioFormatOf(reading: Reading): AudioFormat {
	return group(reading, 'audioFormat', ['format', 'sampleRate']) as AudioFormat;
}

/**
 * Reads all that an item says about a call.
 * @throws NodeOperationError for a value that cannot be what its field wants
 */
export function readInput(reading: Reading): CreateInput {
	const callType = raw(reading, 'callType') as CallType;
	const kind = raw(reading, 'agent') as AgentKind;
	return {
		callType,
		agent: agentOf(reading, kind),
		overrides: {
			settings: settingsOf(reading, kind),
			variableValues: rowsOf(
				reading,
				'conversation.variableValues',
				'conversation.variableValuesJson',
			),
			metadata: rowsOf(reading, 'data.metadata', 'data.metadataJson'),
			json: json(reading, `${THEMES}.advanced.assistantOverrides`),
		},
		customer: {},
		...callFieldsOf(reading, callType),
		additionalBody: json(reading, `${THEMES}.advanced.body`),
	};
}
