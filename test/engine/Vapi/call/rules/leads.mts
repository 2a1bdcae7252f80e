import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { changesOf, DAY_NAMES, ZONES } from '../../../../unit/Vapi/call/rules/wallClock.mts';
import type { FormWindow } from '../../../../unit/Vapi/call/rules/wallClock.mts';
import { createCall } from '../placing/workflows.mts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Somebody in a sheet, with the hours that hold for them. */
export interface Lead {
	number: string;
	/** As the cell has it. */
	written: string;
	/** Sometimes none, or no such zone. */
	zone: string;
	outside: string;
	windows: [FormWindow, FormWindow];
}

/** One execution of a sheet. */
export interface SheetRun {
	/** Since the run before, in minutes. */
	after: number;
	dryRun: boolean;
	maximumCalls?: number;
	options: INodeParameters;
}

/** A sheet of leads, and three executions of it. */
export interface Sheet {
	/** When the first one begins, in milliseconds since 1970. */
	begins: number;
	leads: Lead[];
	/** Nobody is called twice within so many hours. */
	hours: number;
	runs: SheetRun[];
}

const changes = new Map<string, number[]>();
const changesIn = (zone: string): number[] => {
	const known = changes.get(zone) ?? changesOf(zone);
	changes.set(zone, known);
	return known;
};

const time = fc
	.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 15, 30, 59))
	.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const formWindow = fc
	.record({
		days: fc.oneof(fc.constant(DAY_NAMES.slice(0, 5)), fc.subarray(DAY_NAMES, { minLength: 1 })),
		from: time,
		to: time,
	})
	.filter(({ from, to }) => from !== to);
const spelling = fc.constantFrom(
	(number: string) => number,
	(number: string) => `00${number.slice(1)}`,
	(number: string) => `+1 (${number.slice(2, 5)}) ${number.slice(5)}`,
);
const zone = fc.oneof(
	{ weight: 40, arbitrary: fc.constantFrom(...ZONES) },
	{ weight: 1, arbitrary: fc.constantFrom('', 'EST', 'Europe/Nowhere') },
);
/** A moment in the two years, half of them within two days of a change of somebody's clocks. */
const momentFor = (zones: string[]) => {
	const near = zones.flatMap((each) => (ZONES.includes(each) ? changesIn(each) : []));
	const any = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
	if (near.length === 0) return any;
	const shifted = fc
		.tuple(fc.constantFrom(...near), fc.integer({ min: -DAY, max: DAY }))
		.map(([change, shift]) => change + shift);
	return fc.oneof(shifted, any);
};

const sheetRun: fc.Arbitrary<SheetRun> = fc.record(
	{
		after: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 6_000 })),
		dryRun: fc.constantFrom(false, false, false, false, true),
		maximumCalls: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
		options: fc.constantFrom<INodeParameters>(
			{},
			{ parallelRequests: 4 },
			{ batch: true, batchSize: 10 },
			{ batch: true, batchSize: 5, parallelRequests: 3 },
			{ dialOnce: false },
		),
	},
	{ requiredKeys: ['after', 'dryRun', 'maximumCalls', 'options'] },
);

/** Sheets of leads whose numbers partly come twice, in several ways of writing. */
export const sheetOf = (numbers: string[]): fc.Arbitrary<Sheet> =>
	fc
		.tuple(
			...numbers.map((number) =>
				fc.record({
					number: fc.constant(number),
					zone,
					outside: fc.constantFrom('schedule', 'schedule', 'skip', 'fail'),
					windows: fc.tuple(formWindow, formWindow),
					spellings: fc.array(spelling, { minLength: 1, maxLength: 2 }),
				}),
			),
		)
		.chain((people) => {
			const leads = people.flatMap(({ spellings, ...person }) =>
				spellings.map((spell) => ({ ...person, written: spell(person.number) })),
			);
			const moment = momentFor(people.map((person) => person.zone));
			return fc.record({
				// Far from where a minute begins: what opens or closes does not while a run goes on.
				begins: moment.map((each) => Math.floor(each / MINUTE) * MINUTE + 15_000),
				leads: fc.constant(leads),
				hours: fc.integer({ min: 1, max: 72 }),
				runs: fc.array(sheetRun, { minLength: 3, maxLength: 3 }),
			});
		});

/** Which rules the node has in a run; the others are off. */
export interface Which {
	callingHours: boolean;
	skipIfCalledRecently: boolean;
	rest: boolean;
}

export const ALL: Which = { callingHours: true, skipIfCalledRecently: true, rest: true };

/** The parameters of the node that calls a sheet. */
export function parametersOf({ hours }: Sheet, run: SheetRun, which: Which): INodeParameters {
	const window = [0, 1].map((index) => ({
		days: `={{ $json.windows[${index}].days }}`,
		from: `={{ $json.windows[${index}].from }}`,
		to: `={{ $json.windows[${index}].to }}`,
	}));
	const rule = { timeZone: '={{ $json.zone }}', outside: '={{ $json.outside }}', windows: { window } };
	const { dryRun, maximumCalls, options } = run;
	const rules: INodeParameters = {
		...(which.callingHours && { callingHours: { rule } as INodeParameters }),
		...(which.skipIfCalledRecently && {
			skipIfCalledRecently: { rule: { hours, person: 'number', calls: 'all' } },
		}),
		...(which.rest && { dryRun, ...(maximumCalls !== undefined && { maximumCalls }) }),
	};
	return { ...createCall({ ...options, ...rules }, '={{ $json.written }}'), variables: {} };
}

export const itemOf = (lead: Lead): IDataObject => ({ ...lead });
