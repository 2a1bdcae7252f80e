import type { IDataObject } from 'n8n-workflow';

import type { Refusal } from '../../shared/base/refusal';
import type { Dial } from '../call/placing/preparedCall';
import { itemEntries } from '../call/placing/record';
import type { DialEntry } from '../call/placing/record';
import type { DialSession } from '../call/placing/session';
import { phonesOf } from './contacts';

/** How the node starts a campaign, with the defaults filled in. */
export interface StartOptions {
	/** Start one campaign at most per execution. */
	dialOnce: boolean;
	/** How long to wait while Vapi takes no requests, in seconds; 0 fails at once. */
	waitForSlot: number;
	/** How far a retry without a record looks back in hours; 0 does not look. */
	lookBackHours: number;
}

/** A campaign that is ready to be started: everything is read and checked, nothing is sent yet. */
export interface PreparedCampaign {
	/** The item that errors of all of them name. */
	itemIndex: number;
	/** The request without its contacts. */
	body: IDataObject;
	customers: IDataObject[];
	options: StartOptions;
	/** Why it must not be started any more. One that an earlier try has started comes out. */
	late?: Refusal;
}

/** The item under which the record has a campaign, which is of all items. */
export const RECORD_ITEM = 0;

const KEY = 'campaign';

const entriesOf = ({ record }: DialSession): Record<string, DialEntry> =>
	itemEntries(record, String(RECORD_ITEM));

/** The key in the record: one campaign a run of the node; as a tool, one a person. */
export function campaignKey({ toolMode }: DialSession, customers: IDataObject[]): string {
	return [KEY, ...(toolMode ? phonesOf(customers) : [])].join('|');
}

/** The campaign as calls are recorded and looked for: its name, agent and line stand for whom it dials. */
export function beginCampaign(session: DialSession, prepared: PreparedCampaign): Dial {
	const { itemIndex, body, customers, late } = prepared;
	const key = campaignKey(session, customers);
	const entries = entriesOf(session);
	const known = entries[key];
	const entry = known ?? { at: Date.now() };
	entries[key] = entry;
	const { assistantId, squadId, phoneNumberId } = body as Partial<Record<string, string>>;
	const caller = { assistantId, squadId, phoneNumberId, transientAgent: false };
	const target = { key, name: String(body.name), who: key, customer: {}, caller };
	const placedBefore = entry.id !== undefined;
	return { itemIndex, target, entry, fresh: known === undefined, placedBefore, late };
}

/** Leaves in the record what was sent, and takes out of it what never was. */
export function endCampaign(session: DialSession, { target, entry, fresh }: Dial): void {
	if (fresh && entry.id === undefined) delete entriesOf(session)[target.key];
}

/** The campaigns of a run; without an ID it is not known whether one was started. */
export function recordedCampaigns(session: DialSession): DialEntry[] {
	return Object.entries(entriesOf(session)).flatMap(([key, entry]) =>
		key.split('|')[0] === KEY ? [entry] : [],
	);
}
