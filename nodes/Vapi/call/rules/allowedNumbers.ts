import { Refusal, refuseValue } from '../../../shared/base/refusal';
import { planBehind, planOf } from '../../../shared/vapi/phoneNumber/numberingPlans';

const CODE = /^(?:\+|00)?([1-9]\d{0,2})$/;
const FIELD = 'Allowed Country Codes';

/**
 * Calling codes as digits.
 * @param entries `+1`, `0044` or `49`
 * @throws Refusal for what is no country's code
 */
export function readCodes(entries: string[]): string[] {
	return entries.map((entry) => {
		const [, code] = CODE.exec(entry) ?? [];
		if (code !== undefined && planOf(code) !== undefined) return code;
		return refuseValue(
			FIELD,
			entry,
			'which is no calling code of a country',
			'Enter codes with a plus sign, separated by commas, such as +1, +44',
		);
	});
}

/**
 * Why somebody must not be called, where the number is not of an allowed country; undefined where it is.
 * @param number in E.164; undefined for a SIP address, a saved customer or a number of one's own trunk
 * @param name as a person reads it
 * @param codes calling codes, digits only
 */
export function notAllowed(
	number: string | undefined,
	name: string,
	codes: string[],
): Refusal | undefined {
	const code = number === undefined ? undefined : planBehind(number.replace('+', ''))?.code;
	if (code !== undefined && codes.includes(code)) return undefined;
	const allowed = codes.length === 0 ? 'none' : codes.map((each) => `+${each}`).join(', ');
	const why =
		code === undefined
			? `${name} is no number whose country is known`
			: `${name} is a number of country code +${code}`;
	return new Refusal(
		`${why}, and '${FIELD}' has ${allowed}`,
		`Nobody was called. Call a number that begins with one of the allowed codes; others cannot be called from here`,
	);
}
