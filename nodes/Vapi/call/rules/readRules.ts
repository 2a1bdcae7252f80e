import { refuse, refuseValue } from '../../../shared/base/refusal';
import { asObject } from '../../../shared/base/values';
import type { ItemReader } from '../../../shared/engine/itemReader';
import { empty } from '../../../shared/engine/itemReader';
import { readCodes } from './allowedNumbers';
import { readCallingHours } from './readCallingHours';
import type { CalledRecently, RuleSettings } from './ruleSettings';

/** Where rules stand: an agent's tool has two of them at the top, beside the options. */
const MAXIMUM = ['maximumCalls', 'options.maximumCalls'] as const;
const CODES = ['allowedCountryCodes', 'options.allowedCountryCodes'] as const;
const HOURS = 'options.callingHours';
const RECENTLY = 'options.skipIfCalledRecently';
const DRY_RUN = 'options.dryRun';
/** The parameters that hold a rule each. */
export const RULES = [...MAXIMUM, ...CODES, HOURS, RECENTLY, DRY_RUN] as const;

type RuleParameter = (typeof RULES)[number];
type RuleReader = ItemReader<RuleParameter>;

const PERSONS: Array<CalledRecently['person']> = ['number', 'externalId', 'either'];
const CALLS: Array<CalledRecently['calls']> = ['all', 'answered'];

/** Stops where the model of an agent would set a rule that is there to hold it. */
function refuseModel({ written, name }: RuleReader, parameter: RuleParameter): void {
	if (!/\$fromAI/i.test(JSON.stringify(written(parameter) ?? ''))) return;
	refuse(
		`'${name(parameter)}' is left to the model, which it is there to hold`,
		'Set it yourself, without $fromAI',
	);
}

/** A rule of several fields, and what an expression gives for it. */
function groupOf({ value, name }: RuleReader, parameter: RuleParameter) {
	const { rule } = asObject(value(parameter));
	if (rule === undefined) {
		refuse(
			`'${name(parameter)}' has nothing to go by`,
			"Choose 'Add Rule' below it, or remove the option",
		);
	}
	return asObject(rule);
}

function chosenFrom<T extends string>(field: string, value: unknown, choices: T[]): T {
	const choice = choices.find((each) => each === value);
	return (
		choice ?? refuseValue(field, value, 'which is none of its choices', `Use ${choices.join(', ')}`)
	);
}

function readRecently(reader: RuleReader): CalledRecently {
	const { hours, person, calls } = groupOf(reader, RECENTLY);
	const number = typeof hours === 'string' && hours.trim() !== '' ? Number(hours) : hours;
	if (typeof number !== 'number' || !(number > 0) || number > 8760) {
		refuseValue(
			"Hours' of 'Skip If Called Recently",
			hours,
			'which is no number of hours',
			'Enter a number above 0, up to 8760 (a year)',
		);
	}
	return {
		hours: number as number,
		person: chosenFrom("Same Person By' of 'Skip If Called Recently", person, PERSONS),
		calls: chosenFrom("Calls' of 'Skip If Called Recently", calls, CALLS),
	};
}

/** A bound that an expression leaves empty is none that could be overlooked. */
function readMaximum(reader: RuleReader): number | undefined {
	const bounds = MAXIMUM.filter((each) => reader.written(each) !== undefined).map((each) => {
		if (reader.raw(each) === undefined) empty({ displayName: reader.name(each) });
		return Number(reader.value(each));
	});
	return bounds.length > 0 ? Math.min(...bounds) : undefined;
}

/** The codes that every list allows; undefined where there is no list. */
function readAllowed(reader: RuleReader): string[] | undefined {
	const lists = CODES.flatMap((each) => {
		const text = reader.written(each);
		// At the top of a tool the field is always there.
		if (text === undefined || (each === CODES[0] && text === '')) return [];
		const codes = reader.value(each);
		if (!Array.isArray(codes) || codes.length === 0) empty({ displayName: reader.name(each) });
		return [readCodes((codes as unknown[]).map(String))];
	});
	const [first, ...others] = lists;
	return first?.filter((code) => others.every((other) => other.includes(code)));
}

/**
 * Reads the dialing rules of an item.
 * @throws Refusal for a value that cannot be what its field wants, or is empty for this item
 */
export function readRules(reader: RuleReader): RuleSettings {
	const { written, value } = reader;
	const set = RULES.filter((parameter) => written(parameter) !== undefined);
	for (const parameter of set) refuseModel(reader, parameter);
	return {
		allowedCodes: readAllowed(reader),
		callingHours: set.includes(HOURS) ? readCallingHours(groupOf(reader, HOURS)) : undefined,
		calledRecently: set.includes(RECENTLY) ? readRecently(reader) : undefined,
		maximumCalls: readMaximum(reader),
		dryRun: value(DRY_RUN) === true,
	};
}
