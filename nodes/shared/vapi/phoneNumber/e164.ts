import { withoutSeparators } from './cellText';
import { planBehind, planOf } from './numberingPlans';
import type { NumberingPlan } from './numberingPlans';

/**
 * The digits of an international number. E.164 allows 15 and begins with a country code, never with 0. It sets no minimum; the
 * shortest numbers in service have 7 digits (Niue: +683 and four).
 */
export const E164 = /^[1-9]\d{6,14}$/;
/** From this length on a row of digits can hardly be a national number. */
export const SURELY_INTERNATIONAL = 12;
const NORTH_AMERICA = '1';
/** No number there begins with a 0 or a 1. */
const MEXICO = '52';

const ABROAD = '00';
/** A trunk zero in brackets, as in `+44 (0)20`, and what stands for it until it is clear if it counts. */
const TRUNK_ZERO = /\(\s*0\s*\)/g;
const MAYBE_ZERO = 'z';

/** A number taken apart: its digits, and how they are marked as international. */
export interface WrittenNumber {
	/** Digits behind the mark, in two variants where a zero in brackets may count or not. */
	variants: string[];
	mark: '+' | '00' | '';
	/** Digits before a second plus sign, as in `+1+1555…`; '' where there are none. */
	before: string;
}

/**
 * Takes a number apart, without judging it.
 * @returns undefined for a text that has anything but digits, plus signs and separators in it
 */
export function writtenNumber(text: string): WrittenNumber | undefined {
	const written = withoutSeparators(text.replace(TRUNK_ZERO, MAYBE_ZERO));
	if (!/^[+\dz]*[\dz]$/.test(written)) return undefined;
	const plus = written.lastIndexOf('+');
	const behind = written.slice(plus + 1);
	const digits = behind.startsWith(ABROAD) ? behind.slice(ABROAD.length) : behind;
	const variants = [digits.replaceAll(MAYBE_ZERO, ''), digits.replaceAll(MAYBE_ZERO, '0')];
	return {
		variants: [...new Set(variants)],
		mark: plus >= 0 ? '+' : digits === behind ? '' : ABROAD,
		before: written.slice(0, Math.max(plus, 0)).replace(/[+z]/g, '').replace(/^00/, ''),
	};
}

/**
 * Whether what looks like a trunk prefix can be nothing else. An 8 in Russia or a 1 in the USA may as
 * well begin a number that has a digit too many.
 */
function isNoDigitOf(national: string, { code }: NumberingPlan): boolean {
	return national.startsWith('0') || code === MEXICO;
}

/**
 * What an international number may mean: itself where its plan has it; else the number behind a trunk
 * prefix, or behind the same country code dialed once more with 00.
 */
function international(digits: string): string[] {
	const plan = planBehind(digits);
	if (plan === undefined) return [];
	const { code } = plan;
	const national = digits.slice(code.length);
	if (plan.has(national)) return [digits];
	const rest = national.startsWith(ABROAD + code)
		? national.slice(ABROAD.length + code.length)
		: plan.withoutTrunk(national);
	return rest !== undefined && plan.has(rest) && isNoDigitOf(national, plan) ? [code + rest] : [];
}

/** What digits may mean that begin as the country dials abroad. */
function dialedAbroad(digits: string, home: NumberingPlan | undefined): string[] {
	const behind = home?.dialedAbroad(digits);
	return behind === undefined ? [] : international(behind);
}

/** What digits may mean that people dial in the country: a number there, or one abroad. */
function national(digits: string, plan: NumberingPlan): string[] {
	const behindCode = digits.startsWith(plan.code) ? international(digits) : [];
	if (digits.length >= SURELY_INTERNATIONAL && behindCode.length > 0) return behindCode;
	const rest = plan.withoutTrunk(digits);
	return [
		...(plan.has(digits) ? [plan.code + digits] : []),
		...(rest !== undefined && plan.has(rest) ? [plan.code + rest] : []),
		...behindCode,
		...dialedAbroad(digits, plan),
	];
}

/** Whether what stands before a second plus sign is but the country code that follows it. */
function isRepeated(before: string, digits: string): boolean {
	return digits.startsWith(before) && planOf(before) !== undefined;
}

/** What digits may mean where no country says it. */
function withoutCountry(digits: string): string[] {
	const isNorthAmerican = digits.startsWith(NORTH_AMERICA) && digits.length === 11;
	return isNorthAmerican || digits.length >= SURELY_INTERNATIONAL ? international(digits) : [];
}

/**
 * Every number, in E.164, that a written one may mean: none where no plan has it, several where it
 * is unclear. Digits are kept in order and none is made up; only the default country code is put in
 * front, and prefixes are taken away.
 * @param code default country code, digits only, '' for none
 */
export function readingsOf(number: WrittenNumber, code: string): string[] {
	const { variants, mark, before } = number;
	const home = planOf(code);
	const found = variants.flatMap((digits) => {
		if (before !== '') return isRepeated(before, digits) ? international(digits) : [];
		if (mark === '') return home === undefined ? withoutCountry(digits) : national(digits, home);
		// The country may dial abroad with more than 00, or with something else behind a plus sign.
		const dialed = mark === '00' ? mark + digits : digits;
		return [...international(digits), ...(dialed.startsWith('0') ? dialedAbroad(dialed, home) : [])];
	});
	return [...new Set(found)].filter((digits) => E164.test(digits)).map((digits) => `+${digits}`);
}
