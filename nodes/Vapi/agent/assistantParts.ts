import type { IDataObject } from 'n8n-workflow';

import { withoutUnset } from '../../shared/base/merge';
import { modelOf, transcriberOf, voiceOf } from './providerParts';
import type { FieldNames, Refuse } from './types';

/** Values of the fields that say how an assistant talks; undefined where a field is not set. */
export interface Conversation {
	firstMessage?: string;
	firstMessageMode?: string;
	systemPrompt?: string;
	modelProvider?: string;
	model?: string;
	temperature?: number;
	voiceProvider?: string;
	voiceId?: string;
	transcriberProvider?: string;
	transcriberModel?: string;
	transcriberLanguage?: string;
	maxDurationSeconds?: number;
	endCallMessage?: string;
	endCallPhrases?: string[];
	/** `off` or the provider that listens for voicemail. */
	voicemailDetection?: string;
	voicemailMessage?: string;
	backgroundSound?: string;
}

/** Values of the fields about events and data that an assistant carries, too. */
export interface Delivery {
	serverUrl?: string;
	serverMessages?: string[];
	recordingEnabled?: boolean;
	structuredOutputIds?: string[];
}

/** Everything that the form can say about an assistant. */
export type Settings = Conversation & Delivery;

/** The nested objects of an assistant that the form changes in part. */
export type NestedPart = 'model' | 'voice' | 'transcriber' | 'artifactPlan' | 'server';

const FIELDS_OF_PART: Record<NestedPart, ReadonlyArray<keyof Settings>> = {
	model: ['systemPrompt', 'modelProvider', 'model', 'temperature'],
	voice: ['voiceProvider', 'voiceId'],
	transcriber: ['transcriberProvider', 'transcriberModel', 'transcriberLanguage'],
	artifactPlan: ['recordingEnabled', 'structuredOutputIds'],
	server: ['serverUrl'],
};

/** The set fields that change a nested object in part, in the order of the form. */
export function nestedFieldsOf(settings: Settings): Array<keyof Settings> {
	return Object.values(FIELDS_OF_PART)
		.flat()
		.filter((field) => settings[field] !== undefined);
}

function changes(settings: Settings, part: NestedPart): boolean {
	return FIELDS_OF_PART[part].some((field) => settings[field] !== undefined);
}

function voicemailDetectionOf(choice: string | undefined): string | IDataObject | undefined {
	return choice === undefined || choice === 'off' ? choice : { provider: choice };
}

function part(base: IDataObject, name: NestedPart): IDataObject {
	return (base[name] ?? {}) as IDataObject;
}

/**
 * Puts the form's values where an assistant (or its overrides, which have the same shape) has them.
 * Nested objects that the form changes in part begin as they are in `base`: Vapi replaces them as a
 * whole.
 * @param base the saved assistant, or {} for a new one
 */
export function assistantPartsOf(
	settings: Settings,
	base: IDataObject,
	names: FieldNames,
	refuse: Refuse,
): IDataObject {
	return withoutUnset({
		firstMessage: settings.firstMessage,
		firstMessageMode: settings.firstMessageMode,
		model: changes(settings, 'model')
			? modelOf(settings, part(base, 'model'), names, refuse)
			: undefined,
		voice: changes(settings, 'voice')
			? voiceOf(settings, part(base, 'voice'), names, refuse)
			: undefined,
		transcriber: changes(settings, 'transcriber')
			? transcriberOf(settings, part(base, 'transcriber'), names, refuse)
			: undefined,
		maxDurationSeconds: settings.maxDurationSeconds,
		endCallMessage: settings.endCallMessage,
		endCallPhrases: settings.endCallPhrases,
		voicemailDetection: voicemailDetectionOf(settings.voicemailDetection),
		voicemailMessage: settings.voicemailMessage,
		backgroundSound: settings.backgroundSound,
		server: changes(settings, 'server')
			? { ...part(base, 'server'), url: settings.serverUrl }
			: undefined,
		serverMessages: settings.serverMessages,
		artifactPlan: changes(settings, 'artifactPlan')
			? {
					...part(base, 'artifactPlan'),
					...withoutUnset({
						recordingEnabled: settings.recordingEnabled,
						structuredOutputIds: settings.structuredOutputIds,
					}),
				}
			: undefined,
	});
}
