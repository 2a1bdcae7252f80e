import { destinationOf } from '../../../../../nodes/shared/vapi/phoneNumber/destination.ts';
import type {
	Destination,
	NumberOptions,
} from '../../../../../nodes/shared/vapi/phoneNumber/destination.ts';
import { refusalOf } from '../../../refusal.mts';

/** Reads 'To', with the fields beside it only where they are given. */
export function read(
	value: unknown,
	options: Partial<NumberOptions> = {},
): Destination | undefined {
	return destinationOf(value, { field: 'To', ...options });
}

/** What the refusal of a value says. */
export function messageOf(value: unknown, options?: Partial<NumberOptions>): string {
	return refusalOf(() => read(value, options)).message;
}

/** The field for a country code, and what it holds. */
export function country(value: unknown): Pick<NumberOptions, 'countryCode'> {
	return { countryCode: { value, field: 'Country Code' } };
}

/** The switch for Vapi's own check, on or off. */
export function e164Check(isOn: boolean): Pick<NumberOptions, 'e164Check'> {
	return { e164Check: { isOn, field: 'Check the Number' } };
}
