/** What is needed to tell a national number from an international one that lost its plus sign. */
export interface NumberingPlan {
	/** Digits dialed before a national number and left out after the country code; '' for none. */
	trunk: string;
	/** The number as it stands after the country code. */
	national: RegExp;
	/** Digits that start an international number there, where that is not `00`. */
	international?: string;
}

/** A North American number without its country code: area code, exchange, line. */
export const NORTH_AMERICAN = /^[2-9][0-8]\d[2-9]\d{6}$/;

/**
 * The numbering plans of the countries called most, by country code. Source: the national plans as
 * filed with the ITU (E.129, E.164). They decide what digits without a plus sign mean and are never
 * asked about a number that has one.
 */
export const NUMBERING_PLANS: Readonly<Record<string, NumberingPlan>> = {
	'1': { trunk: '1', national: NORTH_AMERICAN, international: '011' },
	'7': { trunk: '8', national: /^[3-9]\d{9}$/ },
	'27': { trunk: '0', national: /^[1-9]\d{8}$/ },
	'30': { trunk: '', national: /^[26]\d{9}$/ },
	'31': { trunk: '0', national: /^[1-9]\d{8}$/ },
	'32': { trunk: '0', national: /^[1-9]\d{7,8}$/ },
	'33': { trunk: '0', national: /^[1-9]\d{8}$/ },
	'34': { trunk: '', national: /^[5-9]\d{8}$/ },
	'36': { trunk: '06', national: /^[1-9]\d{7,8}$/ },
	'39': { trunk: '', national: /^(0\d{5,10}|3\d{8,9})$/ },
	'41': { trunk: '0', national: /^[1-9]\d{8}$/ },
	'43': { trunk: '0', national: /^[1-9]\d{3,12}$/ },
	'44': { trunk: '0', national: /^[1-9]\d{8,9}$/ },
	'45': { trunk: '', national: /^[2-9]\d{7}$/ },
	'46': { trunk: '0', national: /^[1-9]\d{6,9}$/ },
	'47': { trunk: '', national: /^[2-9]\d{7}$/ },
	'48': { trunk: '', national: /^[1-9]\d{8}$/ },
	'49': { trunk: '0', national: /^[1-9]\d{4,10}$/ },
	'52': { trunk: '', national: /^[1-9]\d{9}$/ },
	'55': { trunk: '0', national: /^[1-9]\d{9,10}$/ },
	'61': { trunk: '0', national: /^[1-9]\d{8}$/, international: '0011' },
	'64': { trunk: '0', national: /^[2-9]\d{7,9}$/ },
	'65': { trunk: '', national: /^[3689]\d{7}$/ },
	'81': { trunk: '0', national: /^[1-9]\d{8,9}$/, international: '010' },
	'91': { trunk: '0', national: /^[1-9]\d{9}$/ },
	'225': { trunk: '', national: /^[02]\d{9}$/ },
	'229': { trunk: '', national: /^01\d{8}$/ },
	'242': { trunk: '', national: /^[02]\d{8}$/ },
	'351': { trunk: '', national: /^[2-9]\d{8}$/ },
	'353': { trunk: '0', national: /^[1-9]\d{6,8}$/ },
	'378': { trunk: '', national: /^[0-9]\d{5,9}$/ },
	'420': { trunk: '', national: /^[2-9]\d{8}$/ },
	'852': { trunk: '', national: /^[2-9]\d{7}$/ },
	'971': { trunk: '0', national: /^[2-9]\d{6,8}$/ },
};

/** Country codes whose numbers keep their leading zero after the code, e.g. Italy. */
export function keepsLeadingZero(digits: string): boolean {
	return ['39', '225', '229', '242', '378'].some((code) => digits.startsWith(code));
}
