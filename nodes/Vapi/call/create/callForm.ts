import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../../shared/base/refusal';
import { asObject, merged } from '../../../shared/base/values';
import type { ItemReader, SetRow } from '../../../shared/engine/itemReader';
import { filledRows, placed } from '../../../shared/engine/itemReader';
import { readOutput } from '../../../shared/engine/readOutput';
import type { ParameterOf } from '../../../shared/engine/rows';
import type { operation as createOperation } from '../../../shared/generated/call/create';
import type { operation as waitOperation } from '../../../shared/generated/call/createAndWait';
import { callFieldNames } from '../../../shared/vapi/output/callOutput';
import type { OutputChoice } from '../../../shared/vapi/output/outputChoice';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import { destinationOf } from '../../../shared/vapi/phoneNumber/destination';
import type { AgentInput, AgentKind } from '../../agent/agentPart';
import { placeOfOverrides } from '../../agent/agentPart';
import { ASSISTANT_PLACES, readAssistantForm } from '../../agent/assistantForm';
import { laidOver, providerPartsIn } from '../../agent/providerParts';
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
	/** What is set of the request, but for the settings of the assistant. */
	set: SetRow[];
	/** The same, standing where the rows put it. */
	fields: IDataObject;
	agent: AgentInput;
	/** From 'To'. */
	destination?: Destination;
	/** 'Additional Body (JSON)', laid over everything else. */
	additionalBody?: IDataObject;
	options: DialOptions;
	output: OutputChoice;
}

/** What POST /call has and POST /call/web has not. */
export const NOT_ON_THE_WEB = [
	'customer',
	'customerId',
	'customers',
	'name',
	'phoneCallProviderBypassEnabled',
	'phoneNumber',
	'phoneNumberId',
	'schedulePlan',
	'transport',
];

const ASSISTANT_JSON = 'additionalFields.assistantJson';

/** What only phone calls have of what the form can set. */
const PHONE_ALONE = ['phoneCallProviderBypassEnabled'];

const json = ({ value }: CallReader, parameter: CallParameter): IDataObject | undefined =>
	value(parameter) as IDataObject | undefined;

/** JSON for the agent together with what 'Additional Body (JSON)' says of providers in its place. */
function withPartsOf(json: IDataObject | undefined, inBody: unknown): IDataObject | undefined {
	const parts = providerPartsIn(asObject(inBody));
	return Object.keys(parts).length === 0 ? json : laidOver(json ?? {}, parts);
}

function agentInputOf(
	reader: CallReader,
	fields: IDataObject,
	additionalBody: IDataObject = {},
): AgentInput {
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
		assistantJson: withPartsOf(json(reader, ASSISTANT_JSON), isNew && additionalBody.assistant),
		variableValues: merged(
			asObject(value('variables')),
			asObject(value('additionalFields.variablesJson')),
		),
		metadata: merged(
			asObject(value('additionalFields.metadata')),
			asObject(value('additionalFields.metadataJson')),
		),
		overridesJson: withPartsOf(
			json(reader, 'additionalFields.assistantOverrides'),
			additionalBody[placeOfOverrides(kind)],
		),
	};
}

function readDestination(reader: CallReader, fields: IDataObject): Destination | undefined {
	const { raw, name } = reader;
	const code = 'countryCode';
	const check = 'additionalFields.numberE164CheckEnabled';
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
 * Reads all that an item says about a call.
 * @throws Refusal for a value that cannot be what its field wants
 */
export function readCallForm(reader: CallReader): CallForm {
	const { ctx, itemIndex, rows } = reader;
	const own = rows.filter(({ path: [place = ''] }) => !ASSISTANT_PLACES.includes(place));
	const set = filledRows(ctx, itemIndex, own);
	const callType = reader.value('callType') as CallType;
	const fields = placed(set).body;
	const additionalBody = json(reader, 'additionalFields.additionalBody');
	const agent = agentInputOf(reader, fields, additionalBody);
	return {
		callType,
		set,
		fields,
		agent,
		destination: callType === 'phone' ? readDestination(reader, fields) : undefined,
		additionalBody,
		options: readDialOptions(reader),
		output: readOutput(reader.value, callFieldNames),
	};
}

/** Why a field cannot be part of a call of this kind; undefined where it can. */
function misfit(row: SetRow['row'], callType: CallType, kind: AgentKind): string | undefined {
	const [place = ''] = row.path;
	if (place === 'transport' && callType !== 'websocket') return 'is for WebSocket calls';
	if (callType === 'web' && NOT_ON_THE_WEB.includes(place)) return 'is nothing that a web call has';
	if (callType !== 'phone' && PHONE_ALONE.includes(place)) return 'is for phone calls';
	if (place === 'assistantVersion' && kind !== 'assistant') return 'is for saved assistants';
	return undefined;
}

/**
 * Stops at what is filled in and cannot be part of this call: n8n shows all additional fields
 * whatever is chosen above, and none is left out without a word.
 * @throws Refusal
 */
export function checkFits({ callType, agent, set }: CallForm, { name }: CallReader): void {
	const wayOut = `Remove it under 'Additional Fields', or change '${name('callType')}' or '${name('agent')}'`;
	for (const { row } of set) {
		const why = misfit(row, callType, agent.kind);
		if (why !== undefined) refuse(`'${row.displayName}' is set, which ${why}`, wayOut);
	}
	const isEmpty = Object.keys(agent.assistantJson ?? {}).length === 0;
	if (!isEmpty && agent.kind !== 'newAssistant') {
		refuse(
			`'${name(ASSISTANT_JSON)}' is set, and '${name('agent')}' is no new assistant`,
			`What is different in a saved one belongs into '${name('additionalFields.assistantOverrides')}'`,
		);
	}
}
