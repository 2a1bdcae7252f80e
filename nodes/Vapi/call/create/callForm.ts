import type { IDataObject } from 'n8n-workflow';

import { asObject, merged } from '../../../shared/base/values';
import type { ItemReader } from '../../../shared/engine/itemReader';
import { filledRows, placed } from '../../../shared/engine/itemReader';
import type { ParameterOf } from '../../../shared/engine/rows';
import type { operation as createOperation } from '../../../shared/generated/call/create';
import type { operation as waitOperation } from '../../../shared/generated/call/createAndWait';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import { destinationOf } from '../../../shared/vapi/phoneNumber/destination';
import type { AgentInput, AgentKind } from '../../agent/agentPart';
import { ASSISTANT_PLACES, readAssistantForm } from '../../agent/assistantForm';
import type { DialOptions } from '../placing/preparedCall';

/** What `callType` may be: who or what the agent talks to. */
export type CallType = 'phone' | 'web' | 'websocket';

/** The parameters of a call, whichever operation places it. */
export type CallParameter = ParameterOf<typeof createOperation> & ParameterOf<typeof waitOperation>;

/** Reads the parameters of a call. */
export type CallReader = ItemReader<CallParameter>;

/** Everything that an item says about a call, read and cleaned; undefined where not set. */
export interface CallForm {
	callType: CallType;
	/** Fields that stand where their rows put them. */
	fields: IDataObject;
	agent: AgentInput;
	/** From 'To'. */
	destination?: Destination;
	/** 'Additional Body', laid over everything else. */
	additionalBody?: IDataObject;
	options: DialOptions;
	simplify: boolean;
}

const json = ({ value }: CallReader, parameter: CallParameter): IDataObject | undefined =>
	value(parameter) as IDataObject | undefined;

function agentInputOf(reader: CallReader, fields: IDataObject): AgentInput {
	const kind = reader.value('agent') as AgentKind;
	const { assistantId, assistantVersion, squadId, squad } = fields;
	const isNew = kind === 'newAssistant';
	const { value } = reader;
	return {
		kind,
		target: {
			...(kind === 'assistant' && { assistantId, assistantVersion }),
			...(kind === 'squad' && { squadId }),
			...(kind === 'newSquad' && { squad }),
		},
		form: readAssistantForm(
			reader,
			isNew ? ['assistant', 'assistantOverrides'] : ['assistantOverrides'],
		),
		assistantJson: isNew ? json(reader, 'newAssistant.assistant') : undefined,
		variableValues: merged(
			asObject(value('additionalFields.conversation.variableValues')),
			asObject(value('additionalFields.conversation.variableValuesJson')),
		),
		metadata: merged(
			asObject(value('additionalFields.data.metadata')),
			asObject(value('additionalFields.data.metadataJson')),
		),
		overridesJson: json(reader, 'additionalFields.advanced.assistantOverrides'),
	};
}

function readDestination(reader: CallReader, fields: IDataObject): Destination | undefined {
	const { raw, name } = reader;
	const code = 'additionalFields.customer.defaultCountryCode';
	const check = 'additionalFields.customer.numberE164CheckEnabled';
	return destinationOf(raw('to'), {
		field: name('to'),
		countryCode: { value: raw(code), field: name(code) },
		e164Check: {
			isOn: asObject(fields.customer).numberE164CheckEnabled !== false,
			field: name(check),
		},
	});
}

/** Reads how the call is to be dialed; times that are none are refused, as 0 turns searches off. */
function readDialOptions({ value }: CallReader): DialOptions {
	return {
		dialOnce: value('options.dialOnce') !== false,
		waitForSlot: Number(value('options.waitForSlot')),
		lookBackHours: Number(value('options.lookBackHours')),
		markCall: value('options.markCall') === true,
	};
}

/**
 * Reads all that an item says about a call. What n8n hides from the form, such as the customer of a
 * web call, it also leaves out of what is read here.
 * @throws Refusal for a value that cannot be what its field wants
 */
export function readCallForm(reader: CallReader): CallForm {
	const { ctx, itemIndex, rows } = reader;
	const own = rows.filter(({ path: [place = ''] }) => !ASSISTANT_PLACES.includes(place));
	const fields = placed(filledRows(ctx, itemIndex, own)).body;
	const callType = reader.value('callType') as CallType;
	return {
		callType,
		fields,
		agent: agentInputOf(reader, fields),
		destination: callType === 'phone' ? readDestination(reader, fields) : undefined,
		additionalBody: json(reader, 'additionalFields.advanced.body'),
		options: readDialOptions(reader),
		simplify: reader.value('simplify') === true,
	};
}
