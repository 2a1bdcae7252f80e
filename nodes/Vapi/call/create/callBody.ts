import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../../../shared/base/refusal';
import { asObject, merged, withoutUnset } from '../../../shared/base/values';
import type { Destination } from '../../../shared/vapi/phoneNumber/destination';
import { agentPartOf } from '../../agent/agentPart';
import type { CallForm, CallReader } from './callForm';

/** Vapi's own defaults, and 8 kHz for mu-law, the rate of the telephone network (G.711). */
const PCM = 'pcm_s16le';
const PCM_RATE = 16000;
const SAMPLE_RATES = new Map([
	[PCM, PCM_RATE],
	['mulaw', 8000],
]);

/** The transport of a WebSocket call; an audio format is complete or not there at all. */
function transportOf(form: unknown): IDataObject {
	const provider = 'vapi.websocket';
	const { format, sampleRate } = asObject(asObject(form).audioFormat);
	if (format === undefined && sampleRate === undefined) return { provider };
	const known = String(format ?? PCM);
	return {
		provider,
		audioFormat: {
			format: known,
			container: 'raw',
			sampleRate: sampleRate ?? SAMPLE_RATES.get(known) ?? PCM_RATE,
		},
	};
}

/**
 * The customer of the request. An extension that stood behind the number counts like one in its
 * own field.
 * @returns undefined where nothing is set
 */
function customerOf(
	{ extension: behindNumber, ...address }: Destination,
	fields: IDataObject,
	name: CallReader['name'],
): IDataObject | undefined {
	const { extension: own, ...rest } = fields;
	if (own !== undefined && behindNumber !== undefined && own !== behindNumber) {
		refuse(
			`'${name('to')}' ends in extension ${behindNumber}, and '${name('additionalFields.customerExtension')}' says ${String(own)}`,
			'Keep the extension in one of the two',
		);
	}
	const customer = withoutUnset({ ...address, ...rest, extension: own ?? behindNumber });
	return Object.keys(customer).length > 0 ? customer : undefined;
}

/**
 * Builds the request of one call: the form, over it 'Assistant Overrides (JSON)' in its place, over
 * that 'Additional Body (JSON)'. Objects merge key by key, everything else is replaced (docs/create-call.md).
 * @param saved the saved assistant where `needsSavedAssistant`, else {}
 * @throws Refusal for fields that do not go together
 */
export function bodyOf(
	{ callType, fields, agent, destination = {}, additionalBody = {} }: CallForm,
	saved: IDataObject,
	name: CallReader['name'],
): IDataObject {
	const form = withoutUnset({
		...fields,
		...agentPartOf(agent, saved),
		customer: customerOf(destination, asObject(fields.customer), name),
		transport: callType === 'websocket' ? transportOf(fields.transport) : undefined,
	});
	return merged(form, additionalBody);
}
