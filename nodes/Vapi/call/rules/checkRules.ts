import type { IDataObject } from 'n8n-workflow';

import { Refusal, refuse } from '../../../shared/base/refusal';
import { asObject } from '../../../shared/base/values';
import { customersOf, internationalNumber, targetsOf } from '../placing/identity';
import { notAllowed } from './allowedNumbers';
import type { RuleSettings } from './ruleSettings';
import { externalIdOf } from './samePerson';
import { hoursVerdict, whenItMay } from './scheduleInHours';

/** Stops where the person cannot be told from others. */
function checkPersons({ calledRecently }: RuleSettings, body: IDataObject): void {
	if (calledRecently?.person !== 'externalId') return;
	if (customersOf(body).every((customer) => externalIdOf(customer) !== undefined)) return;
	refuse(
		"'Customer External ID' is empty for this item, and 'Skip If Called Recently' goes by it",
		"Fill it in under 'Additional Fields', or set 'Same Person By' to Number",
	);
}

/**
 * Holds a call against its rules before anything is sent for any item: what can be told by now stops
 * the node early.
 * @param isAlone whether one person that must not be called stops all others of the item, too
 * @param now milliseconds since 1970
 * @throws Refusal
 */
export function checkRules(
	settings: RuleSettings,
	body: IDataObject,
	isAlone: boolean,
	now: number,
): void {
	const { allowedCodes, callingHours } = settings;
	checkPersons(settings, body);
	if (allowedCodes !== undefined) {
		const reasons = targetsOf(body).map(({ customer, name }) =>
			notAllowed(internationalNumber(customer), name, allowedCodes),
		);
		const [reason] = reasons.filter((why) => why !== undefined);
		if (reason !== undefined && (isAlone || !reasons.includes(undefined))) throw reason;
	}
	if (callingHours === undefined) return;
	const verdict = hoursVerdict(callingHours, asObject(body.schedulePlan), now);
	if (verdict.may || callingHours.outside !== 'fail') return;
	throw new Refusal(`Nobody was called: ${verdict.why}`, whenItMay(verdict.next));
}
