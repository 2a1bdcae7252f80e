import type { IDataObject } from 'n8n-workflow';

import { baseUrlOf } from '../../../credentials/keys';
import { isReachable } from '../../../credentials/reach';
import type { Refusal } from '../../shared/base/refusal';
import { refuse, shown } from '../../shared/base/refusal';
import { asObject, merged, withoutUnset } from '../../shared/base/values';
import type { ItemReader, SetRow } from '../../shared/engine/itemReader';
import { filledRows, placed } from '../../shared/engine/itemReader';
import { checkLength } from '../../shared/engine/readValue';
import type { ParameterOf, ParameterRow } from '../../shared/engine/rows';
import { operation as callOperation } from '../../shared/generated/call/create';
import type { operation } from '../../shared/generated/campaign/create';
import { destinationOf } from '../../shared/vapi/phoneNumber/destination';
import { placeOfOverrides } from '../agent/agentPart';
import { checkSchedule, overdue } from '../call/create/checkSchedule';
import { dialSession, mayBeDialed } from '../call/placing/session';
import { RECORD_ITEM } from './campaignDial';
import type { StartOptions } from './campaignDial';

type CampaignReader = ItemReader<ParameterOf<typeof operation>>;

/** Something that has to be the same in all items, by the name of its field. */
export interface Term {
	value: unknown;
	/** A time moves on from item to item where an expression reckons it from now. */
	isTime: boolean;
}

/** What an item says: of the contact that it is, and of the campaign that they are all in. */
export interface PreparedContact {
	itemIndex: number;
	/** As the request has it. */
	customer: IDataObject;
	/** The request without its contacts. */
	body: IDataObject;
	terms: Map<string, Term>;
	options: StartOptions;
	/** Why the campaign must not be started any more: its time is over. */
	late?: Refusal;
}

const AGENT_IDS = { assistant: 'assistantId', squad: 'squadId' } as const;
const OVERRIDES = 'additionalFields.overrides';

const isList = (value: unknown): boolean =>
	Array.isArray(value) || Object.values(asObject(value)).some(isList);

/** Vapi leaves lists out of the variables of a campaign, without a word. */
function checkVariables(values: IDataObject, field: string): void {
	const name = Object.keys(values).find((key) => isList(values[key]));
	if (name === undefined) return;
	refuse(
		`'${field}' has a list in ${shown(name)}, and a campaign loses lists`,
		'Write it as text, such as {{ $json.items.join(", ") }}',
	);
}

/** A field of the contact, within the limit that it has in a call: Vapi has one kind of customers. */
function ownField(
	{ value, rows }: CampaignReader,
	parameter: 'customerName' | 'customerEmail' | 'customerExternalId',
): string | undefined {
	const name = `additionalFields.${parameter}` as const;
	const text = value(name) as string | undefined;
	const limits = callOperation.fields.find((row) => row.parameter === name);
	const own = rows.find((row) => row.parameter === name);
	const row = { ...limits, ...own, in: 'body' } as ParameterRow;
	if (text !== undefined) checkLength(text, row);
	return text;
}

function contactNumber({ raw, name }: CampaignReader): IDataObject {
	const code = { value: raw('countryCode'), field: name('countryCode') };
	const destination = destinationOf(raw('to'), { field: name('to'), countryCode: code });
	if (destination?.sipUri !== undefined) {
		refuse(
			`'${name('to')}' is a SIP address: ${shown(destination.sipUri)}`,
			'A campaign calls phone numbers. For SIP addresses, use the resource Call',
		);
	}
	return (
		(destination as IDataObject | undefined) ??
		refuse(
			`'${name('to')}' is empty`,
			'Fill in a phone number, or check that the expression in it finds one for this item',
		)
	);
}

function readContact(reader: CampaignReader, place: string): IDataObject {
	const { value, name } = reader;
	const json = asObject(value('additionalFields.variablesJson'));
	checkVariables(json, name('additionalFields.variablesJson'));
	const variableValues = merged(asObject(value('variables')), json);
	return withoutUnset({
		...contactNumber(reader),
		name: ownField(reader, 'customerName'),
		email: ownField(reader, 'customerEmail'),
		externalId: ownField(reader, 'customerExternalId'),
		[place]: Object.keys(variableValues).length > 0 ? { variableValues } : undefined,
	});
}

function checkServer(body: IDataObject, api: URL, { name }: CampaignReader): void {
	const { url } = asObject(body.server);
	const field = name('additionalFields.webhookUrl');
	if (url !== undefined && !isReachable(String(url), api, ['https:', 'wss:'])) {
		refuse(
			`'${field}' is not an https address: ${shown(url)}`,
			'Vapi sends events to https addresses only. For a workflow, use the production URL of its trigger',
		);
	}
	const asked = ['predialPlan', 'webhookEvents'] as const;
	for (const parameter of asked) {
		const key = parameter === 'predialPlan' ? parameter : 'serverMessages';
		if (url !== undefined || body[key] === undefined) continue;
		refuse(
			`'${name(`additionalFields.${parameter}`)}' is set, and '${field}' is not`,
			`Fill in '${field}': Vapi sends it what the other field is about`,
		);
	}
}

/** Reads how the campaign is started. */
function startOptions({ value }: CampaignReader): StartOptions {
	return {
		dialOnce: value('options.dialOnce') !== false,
		waitForSlot: Number(value('options.waitForSlot')),
		lookBackHours: Number(value('options.lookBackHours')),
	};
}

function commonTerms(
	{ value, name, rows }: CampaignReader,
	set: SetRow[],
	overrides: IDataObject,
): Map<string, Term> {
	const terms = new Map<string, Term>();
	for (const { row, value: held } of set) {
		terms.set(row.displayName, { value: held, isTime: row.type === 'dateTime' });
	}
	terms.set(name('agent'), { value: value('agent'), isTime: false });
	terms.set(name(OVERRIDES), { value: overrides, isTime: false });
	for (const row of rows) {
		if (!row.parameter.startsWith('options.')) continue;
		const held = value(row.parameter as ParameterOf<typeof operation>);
		terms.set(row.displayName, { value: held, isTime: false });
	}
	return terms;
}

/**
 * Reads and checks what one item says. Sends nothing.
 * @throws Refusal
 */
export async function prepareContact(reader: CampaignReader): Promise<PreparedContact> {
	const { ctx, itemIndex, rows, value } = reader;
	// Noted before anything can stop the node: a retry then knows that nobody was dialed.
	const isFirst = !mayBeDialed(dialSession(ctx), RECORD_ITEM);
	const kind = value('agent') === 'squad' ? 'squad' : 'assistant';
	const others = Object.values(AGENT_IDS).filter((key) => key !== AGENT_IDS[kind]);
	const own = rows.filter(({ path: [key = ''] }) => !others.some((other) => other === key));
	const set = filledRows(ctx, itemIndex, own);
	const overrides = asObject(value(OVERRIDES));
	checkVariables(asObject(overrides.variableValues), reader.name(OVERRIDES));
	const place = placeOfOverrides(kind);
	const body = {
		...placed(set).body,
		...(Object.keys(overrides).length > 0 && { [place]: overrides }),
	};
	checkSchedule(body.schedulePlan, reader);
	checkServer(body, baseUrlOf(await ctx.getCredentials('vapiApi', itemIndex)), reader);
	const late = overdue(body.schedulePlan, reader, Date.now());
	// In a retry, a campaign that was started in time comes out all the same.
	if (late !== undefined && isFirst) throw late;
	const customer = readContact(reader, place);
	const terms = commonTerms(reader, set, overrides);
	return { itemIndex, customer, body, terms, options: startOptions(reader), late };
}
