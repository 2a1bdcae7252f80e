import type { IDataObject } from 'n8n-workflow';

import { asObject, asText, merged } from '../../base/values';
import { costIn, directionOf, durationIn, outcomeIn, outputsIn } from './callReadings';
import { chatText, repliesIn, spoken, systemPromptIn, transcriptOf } from './conversation';
import { destinationText, isoTime, objectOf, reasonText, uploadsOf } from './eventReadings';
import type { FieldValue, FoundValue } from './found';
import { firstOf, foundAt } from './found';
import type { OutputField, ReadingName } from './outputField';

type Reading = (found: FoundValue[]) => FieldValue | undefined;

/** The first value that one function can read. */
const first =
	(read: (value: unknown) => FieldValue | undefined): Reading =>
	(found) =>
		firstOf(found, read);

/** All objects laid over each other, the first one on top. */
const laidTogether: Reading = (found) => {
	const objects = found.map(({ value }) => asObject(value)).reverse();
	const all = objects.reduce((lower, upper) => merged(lower, upper), {});
	return Object.keys(all).length > 0 ? all : undefined;
};

const list: Reading = first((value) => (Array.isArray(value) ? (value as FieldValue) : undefined));
const text: Reading = first(asText);

const READINGS: Record<ReadingName, Reading> = {
	anything: first((value) => value as FieldValue),
	cost: costIn,
	destination: first(destinationText),
	direction: first(directionOf),
	duration: durationIn,
	lastRole: (found) => spoken(found).at(-1)?.role,
	lastText: (found) => spoken(found).at(-1)?.text,
	list,
	merged: laidTogether,
	notUploaded: first((value) => uploadsOf(value, false)),
	object: first(objectOf),
	outcome: outcomeIn,
	outputs: outputsIn,
	reason: first(reasonText),
	reply: (found) => repliesIn(found),
	said: first(chatText),
	systemPrompt: first(systemPromptIn),
	text,
	time: first(isoTime),
	transcript: (found) => text(found.filter(({ value }) => !Array.isArray(value))) ?? transcriptOf(found),
	uploaded: first((value) => uploadsOf(value, true)),
	yesOrNo: first((value) => (typeof value === 'boolean' ? value : undefined)),
};

/** The value of a field in a call or message; undefined where none of its places has one. */
export function readField({ as = 'text', from }: OutputField, holder: IDataObject): FieldValue | undefined {
	const found = foundAt(holder, from);
	return found.length === 0 ? undefined : READINGS[as](found);
}
