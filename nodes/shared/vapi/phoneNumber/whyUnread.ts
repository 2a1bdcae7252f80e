import { E164, readingsOf, SURELY_INTERNATIONAL } from './e164';
import type { WrittenNumber } from './e164';
import { planBehind, planOf } from './numberingPlans';

/** Why a number cannot be taken as it is. */
export interface WhyUnread {
	/** Goes on from the field's name: `has no country code`. */
	why: string;
	/** What it takes to be understood. */
	wants: 'allDigits' | 'countryCode' | 'digits' | 'digitsOnly' | 'noWords' | 'oneNumber' | 'sip';
	/** A sentence on what helps in this case. */
	advice?: string;
}

const COUNTRY_CODE_LENGTH = 3;

function whyNotInternational(digits: string): WhyUnread {
	if (digits.startsWith('0')) {
		return { why: 'has a country code that begins with 0', wants: 'countryCode' };
	}
	if (!E164.test(digits)) {
		const count = digits.length === 1 ? '1 digit' : `${digits.length} digits`;
		const why = `has ${count} where an international number has 7 to 15`;
		return { why, wants: 'countryCode' };
	}
	const plan = planBehind(digits);
	if (plan === undefined) {
		return { why: 'begins with a country code that no country has', wants: 'countryCode' };
	}
	const { code, lengths, advice } = plan;
	const national = digits.slice(code.length);
	const behindCode = national.startsWith(code) ? national.slice(code.length) : '';
	if (plan.has(behindCode)) {
		const why = `seems to begin with the country code ${code} twice`;
		return { why, wants: 'digits', advice: `If so, write +${national}` };
	}
	const rest = plan.withoutTrunk(national) ?? '';
	if (plan.has(rest)) {
		const why = `seems to have a prefix of calls within the country behind its country code ${code}`;
		return { why, wants: 'digits', advice: `If so, write +${code}${rest}` };
	}
	const why = `is no number of country code ${code}, where numbers have ${lengths} digits behind it`;
	return { why, wants: 'digits', advice };
}

/** Says why a number has no reading, or more than one. */
export function whyUnread(number: WrittenNumber, code: string): WhyUnread {
	const { variants, mark, before } = number;
	const [digits = ''] = variants;
	const readings = readingsOf(number, code);
	if (readings.length > 1) {
		return { why: `may mean ${readings.join(' or ')}`, wants: 'countryCode' };
	}
	if (before.length > COUNTRY_CODE_LENGTH) {
		return { why: 'holds more than one phone number', wants: 'oneNumber' };
	}
	if (before !== '' && !digits.startsWith(before)) {
		return { why: `has a second plus sign behind ${before}`, wants: 'countryCode' };
	}
	const home = planOf(code);
	const isLong = !digits.startsWith('0') && digits.length >= SURELY_INTERNATIONAL;
	if (mark !== '' || (home === undefined && isLong)) return whyNotInternational(digits);
	if (home === undefined) return { why: 'has no country code', wants: 'countryCode' };
	const why = `is not a national number of country code ${code}, where numbers have ${home.lengths} digits`;
	return { why, wants: 'countryCode', advice: home.advice };
}
