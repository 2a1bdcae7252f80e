import type { IDataObject } from 'n8n-workflow';

import { Refusal, refuse, shown } from '../../shared/base/refusal';
import { canonical } from '../call/placing/chunks';
import { targetsOf } from '../call/placing/identity';
import type { PreparedContact, Term } from './campaignForm';

/** Vapi's limit, in its document. */
const MOST_CONTACTS = 10_000;

/** How far times may be apart that an expression reckons from now, item by item; in milliseconds. */
const READING = 60_000;

function isSame(one: Term | undefined, other: Term | undefined): boolean {
	if (one?.isTime && other?.isTime) {
		return Math.abs(Date.parse(String(one.value)) - Date.parse(String(other.value))) < READING;
	}
	return canonical(one?.value) === canonical(other?.value);
}

const worded = (term: Term | undefined): string =>
	term?.value === undefined ? 'empty' : shown(term.value);

/** What keeps an item out of the campaign of the first one: a field that the whole campaign has. */
function differenceOf(first: PreparedContact, other: PreparedContact): Refusal | undefined {
	const fields = new Set([...first.terms.keys(), ...other.terms.keys()]);
	for (const field of fields) {
		const [one, another] = [first.terms.get(field), other.terms.get(field)];
		if (isSame(one, another)) continue;
		return new Refusal(
			`'${field}' is ${worded(another)} here and ${worded(one)} in item ${first.itemIndex}, and all items go into one campaign`,
			`Set '${field}' to the same for all items, or give each campaign a node of its own, with an If or a Switch node before them`,
		);
	}
	return undefined;
}

const whoOf = ({ customer }: PreparedContact): string =>
	targetsOf({ customers: [customer] })[0]?.who ?? '';

/**
 * Finds the items that cannot be in the campaign: they differ from the first one in what holds for all
 * of it, or call somebody whom an earlier item calls.
 * @returns why, by item
 */
export function strangers(contacts: PreparedContact[]): Map<number, Refusal> {
	const found = new Map<number, Refusal>();
	const [first] = contacts;
	const callers = new Map<string, number>();
	for (const contact of contacts) {
		const { itemIndex, customer } = contact;
		const fault = first === undefined ? undefined : differenceOf(first, contact);
		const who = whoOf(contact);
		const earlier = callers.get(who);
		if (fault !== undefined) found.set(itemIndex, fault);
		else if (earlier === undefined) callers.set(who, itemIndex);
		else {
			const refusal = new Refusal(
				`${String(customer.number)} is in item ${earlier} already, and a campaign calls each number once`,
				'Put a Remove Duplicates node before this one',
			);
			found.set(itemIndex, refusal);
		}
	}
	return found;
}

/**
 * The contacts of the request.
 * @throws Refusal for more than Vapi takes
 */
export function customersIn(contacts: PreparedContact[]): IDataObject[] {
	if (contacts.length > MOST_CONTACTS) {
		refuse(
			`${contacts.length} items are too many for one campaign, which takes ${MOST_CONTACTS} contacts at most`,
			`Split them: a Loop Over Items node with a batch size of ${MOST_CONTACTS} before this one starts a campaign a round`,
		);
	}
	return contacts.map(({ customer }) => customer);
}
