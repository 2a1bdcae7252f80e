import type { IDataObject } from 'n8n-workflow';

import { Refusal, refuse, shown } from '../../../shared/base/refusal';
import { asObject, holds } from '../../../shared/base/values';
import type { ItemReader } from '../../../shared/engine/itemReader';

const EARLIEST = 'additionalFields.scheduleEarliestAt';
const LATEST = 'additionalFields.scheduleLatestAt';

/** Reads an item of an operation that has a schedule. */
type ScheduleReader = ItemReader<typeof EARLIEST | typeof LATEST>;

/** Milliseconds since 1970 of a date in a request, NaN where it is none. */
function timeOf(date: unknown): number {
	return typeof date === 'string' ? Date.parse(date) : Number.NaN;
}

function checkDates(plan: IDataObject, { name }: ScheduleReader): void {
	for (const [key, field] of [['earliestAt', EARLIEST], ['latestAt', LATEST]] as const) {
		if (holds(plan, key) && Number.isNaN(timeOf(plan[key]))) {
			refuse(
				`'${name(field)}' is not a date: ${shown(plan[key])}`,
				'Give a date in ISO 8601, such as 2030-01-31T09:30:00Z',
			);
		}
	}
}

function checkOrder(plan: IDataObject, { name }: ScheduleReader): void {
	if (!holds(plan, 'latestAt')) return;
	if (!holds(plan, 'earliestAt')) {
		refuse(
			`'${name(LATEST)}' is set and '${name(EARLIEST)}' is not`,
			`Vapi schedules a call by its earliest time: fill in '${name(EARLIEST)}', too`,
		);
	}
	if (timeOf(plan.latestAt) < timeOf(plan.earliestAt)) {
		refuse(
			`'${name(LATEST)}' (${String(plan.latestAt)}) is before '${name(EARLIEST)}' (${String(plan.earliestAt)})`,
			'Correct one of the two; a date without an offset is in the time zone of the workflow',
		);
	}
}

/**
 * Checks when the call is to be placed. Vapi rings at once where there is no earliest time, so an
 * expression that finds none stops the item; a field left empty on purpose does not.
 * @throws Refusal
 */
export function checkSchedule(schedulePlan: unknown, reader: ScheduleReader): void {
	const { name, isExpression } = reader;
	const plan = asObject(schedulePlan);
	checkDates(plan, reader);
	if (!holds(plan, 'earliestAt') && isExpression(EARLIEST)) {
		refuse(
			`'${name(EARLIEST)}' is empty for this item, and without it the call rings at once`,
			'Check that the expression in it finds a date, or leave items without one out',
		);
	}
	checkOrder(plan, reader);
}

/**
 * Why a call must not be placed any more, where its earliest time is over: Vapi would ring at once.
 * @param now in milliseconds since 1970
 */
export function overdue(
	schedulePlan: unknown,
	{ name }: ScheduleReader,
	now: number,
): Refusal | undefined {
	const { earliestAt } = asObject(schedulePlan);
	if (!(timeOf(earliestAt) < now)) return undefined;
	return new Refusal(
		`'${name(EARLIEST)}' (${String(earliestAt)}) is in the past, so the call would ring at once`,
		`Give a time to come, or remove '${name(EARLIEST)}' for calls that are to be placed now. A date without an offset is in the time zone of the workflow`,
	);
}
