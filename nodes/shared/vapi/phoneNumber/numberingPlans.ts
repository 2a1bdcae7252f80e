import { WORLD_PLANS } from './worldPlans.generated';

/** How the numbers of a country code are built and dialed; compiled when it is first asked for. */
export interface NumberingPlan {
	code: string;
	/** How many digits follow the country code: `9`, `7, 9 to 10`. */
	lengths: string;
	/** What people there must know of their numbers abroad, as a sentence. */
	advice?: string;
	/** Whether the plan has such a number behind the country code. */
	has(national: string): boolean;
	/** The number without what is dialed before it inside the country; undefined where that is not there. */
	withoutTrunk(digits: string): string | undefined;
	/** The international number behind the digits that begin one there, where those are not 00 alone. */
	dialedAbroad(digits: string): string | undefined;
}

const ADVICE: Readonly<Record<string, string>> = {
	'54': 'From abroad, mobile numbers in Argentina have a 9 after +54 and no 15',
};

const NONE = '-';
const LONGEST_CODE = 3;

const plans = new Map<string, NumberingPlan>();

function compiled(code: string, row: string): NumberingPlan {
	const [trunk = NONE, abroad = NONE, lengths = '', national = ''] = row.split(' ');
	const [prefix = '', kept = ''] = trunk.split('>');
	const nationalNumber = new RegExp(`^(?:${national})$`);
	const trunkPrefix = trunk === NONE ? undefined : new RegExp(`^(?:${prefix})`);
	const abroadPrefix = abroad === NONE ? undefined : new RegExp(`^(?:${abroad})`);
	return {
		code,
		lengths: lengths.replaceAll(',', ', ').replaceAll('-', ' to '),
		advice: ADVICE[code],
		has: (digits) => nationalNumber.test(digits),
		withoutTrunk: (digits) =>
			trunkPrefix?.test(digits) ? digits.replace(trunkPrefix, kept) : undefined,
		dialedAbroad: (digits) =>
			abroadPrefix?.test(digits) ? digits.replace(abroadPrefix, '') : undefined,
	};
}

/** The numbering plan of a country code; undefined where no country has it. */
export function planOf(code: string): NumberingPlan | undefined {
	const known = plans.get(code);
	const row = WORLD_PLANS[code];
	if (known !== undefined || row === undefined) return known;
	const plan = compiled(code, row);
	plans.set(code, plan);
	return plan;
}

/**
 * The plan that an international number, its digits without a plus sign, belongs to. No country code
 * is the beginning of another.
 */
export function planBehind(digits: string): NumberingPlan | undefined {
	for (let length = 1; length <= LONGEST_CODE; length += 1) {
		const plan = planOf(digits.slice(0, length));
		if (plan !== undefined) return plan;
	}
	return undefined;
}
