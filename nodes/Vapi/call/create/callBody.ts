import type { IDataObject } from 'n8n-workflow';

import { type AgentChoice, type AgentOverrides, agentPartOf } from '../../agent/agentPart';
import { type CustomerFields, customerOf } from './customer';
import { merged, withoutUnset } from '../../../shared/base/merge';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import type { CallType, FieldNames, Refuse } from '../../agent/types';

/** Format of the audio on a WebSocket, as far as it is set. */
export interface AudioFormat {
	format?: string;
	/** In Hz. */
	sampleRate?: number;
}

/** Everything that an item says about a call, read and cleaned; undefined where not set. */
export interface CreateInput {
	callType: CallType;
	agent: AgentChoice;
	overrides: AgentOverrides;
	phoneNumberId?: string;
	destination?: Destination;
	customer: CustomerFields;
	audioFormat?: AudioFormat;
	/** Call name. */
	name?: string;
	/** ISO 8601 in UTC. */
	earliestAt?: string;
	latestAt?: string;
	/** 'Additional Body', laid over everything else. */
	additionalBody?: IDataObject;
}

/** Vapi's own defaults, and 8 kHz for mu-law, the rate of the telephone network (G.711). */
const PCM = 'pcm_s16le';
const SAMPLE_RATES: Record<string, number> = { [PCM]: 16000, mulaw: 8000 };

function transportOf({ format, sampleRate }: AudioFormat = {}): IDataObject {
	const provider = 'vapi.websocket';
	if (format === undefined && sampleRate === undefined) return { provider };
	const known = format ?? PCM;
	return {
		provider,
		audioFormat: {
			format: known,
			container: 'raw',
			sampleRate: sampleRate ?? SAMPLE_RATES[known] ?? SAMPLE_RATES[PCM],
		},
	};
}

function callPartOf(input: CreateInput, names: FieldNames, refuse: Refuse): IDataObject {
	const { callType, name, earliestAt, latestAt } = input;
	// POST /call/web takes an agent and nothing else.
	if (callType === 'web') return {};
	const schedulePlan = withoutUnset({ earliestAt, latestAt });
	return withoutUnset({
		name,
		schedulePlan: Object.keys(schedulePlan).length > 0 ? schedulePlan : undefined,
		customer: customerOf(input.destination, input.customer, names, refuse),
		phoneNumberId: callType === 'phone' ? input.phoneNumberId : undefined,
		transport: callType === 'websocket' ? transportOf(input.audioFormat) : undefined,
	});
}

/**
 * Builds the request of one call: the form, over it 'Assistant Overrides' in its place, over that
 * 'Additional Body'. Objects merge key by key, everything else is replaced (docs/create-call.md).
 * @param saved the saved assistant where `needsSavedAssistant`, else {}
 */
export function bodyOf(
	input: CreateInput,
	saved: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): IDataObject {
	const form = {
		...callPartOf(input, names, refuse),
		...agentPartOf(input.agent, input.overrides, saved, names, refuse),
	};
	return merged(form, input.additionalBody ?? {});
}
