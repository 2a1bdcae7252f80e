import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../base/values';

/** What a list shows for one thing of the account. */
export type Label = (row: IDataObject) => string;

/** Words beside each other, without the empty ones. */
const joined = (...words: unknown[]) => words.filter(Boolean).map(String).join(' · ');

/** Letters of a chat's first words that a list shows. */
const LONGEST_TITLE = 60;

/** Phone providers as they write themselves. */
const PROVIDERS = new Map<unknown, string>([
	['byo-phone-number', 'Own SIP trunk'],
	['telnyx', 'Telnyx'],
	['twilio', 'Twilio'],
	['vapi', 'Vapi, free: hardly dials out'],
	['vonage', 'Vonage'],
]);

/** Whether a number is a free one of Vapi, which takes calls and hardly dials out. */
export const isFreeNumber = ({ provider }: IDataObject): boolean => provider === 'vapi';

/** The name of what has one. */
const nameLabel: Label = ({ name, id }) => String(name || id);

/** Name and number, and whose line it is. */
const phoneNumberLabel: Label = ({ id, name, number, sipUri, provider }) => {
	const address = number ?? sipUri;
	const title = name && address ? `${String(name)} (${String(address)})` : (name ?? address ?? id);
	return joined(title, PROVIDERS.get(provider) ?? provider);
};

/** A function tool has its name where the model reads it. */
const toolLabel: Label = ({ id, name, type, function: definition }) =>
	joined(asObject(definition).name ?? name ?? id, type);

/** Date and time to the minute, as the clock of the workflow shows them. */
function minuteOf(value: unknown, timeZone: string): string {
	const time = Date.parse(String(value));
	if (Number.isNaN(time)) return '';
	const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
	return new Intl.DateTimeFormat('sv-SE', options).format(time);
}

/** Who was called, how it stands, and when. */
const callLabel =
	(timeZone: string): Label =>
	({ id, type, customer, status, createdAt }) => {
		const { number, sipUri } = asObject(customer);
		return joined(number ?? sipUri ?? type ?? id, status, minuteOf(createdAt, timeZone));
	};

/** The name or the first words of a chat, session or campaign, how it stands, and when it began. */
const titleLabel =
	(timeZone: string): Label =>
	({ id, name, input, status, createdAt }) => {
		const words = typeof input === 'string' ? input.slice(0, LONGEST_TITLE) : undefined;
		return joined(name || words || id, status, minuteOf(createdAt, timeZone));
	};

/** When a run began, and how it stands; runs have no name. */
const runLabel =
	(timeZone: string): Label =>
	({ id, name, status, createdAt }) =>
		joined(name || minuteOf(createdAt, timeZone) || id, status);

/** What lists show, by the kind of things; times go by the clock of the workflow. */
export const labels = {
	call: callLabel,
	name: () => nameLabel,
	phoneNumber: () => phoneNumberLabel,
	run: runLabel,
	title: titleLabel,
	tool: () => toolLabel,
} satisfies Record<string, (timeZone: string) => Label>;

/** Name of a way to show things. */
export type LabelName = keyof typeof labels;
