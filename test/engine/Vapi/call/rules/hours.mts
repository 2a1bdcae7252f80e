import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { setClockAhead } from '../../../harness/index.mts';
import type { Dialing } from '../placing/dialing.mts';

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const WEEKDAYS = DAYS.slice(0, 5);

/** Monday to Friday, 9 to 21, in Berlin. */
export const hours = (outside: string, change: object = {}) => ({
	callingHours: {
		rule: {
			timeZone: 'Europe/Berlin',
			outside,
			windows: { window: [{ days: WEEKDAYS, from: '09:00', to: '21:00' }] },
			...change,
		},
	} as INodeParameters,
});

/** Friday, in the summer; Berlin is two hours ahead of UTC. */
export const INSIDE = '2026-07-10T12:00:00.000Z';
export const EVENING = '2026-07-10T20:30:00.000Z';
/** The hours that come after that evening. */
export const MONDAY = {
	earliestAt: '2026-07-13T07:00:00.000Z',
	latestAt: '2026-07-13T19:00:00.000Z',
};

/** Lets n8n's clock and Vapi's show a time, or the real one again. */
export function setTimeOf(sandbox: Sandbox, moment: number | undefined): void {
	setClockAhead(0);
	if (moment !== undefined) setClockAhead(moment - Date.now());
	sandbox.clock.offset = 0;
}

/** The same until the next test. */
export const setTime = ({ sandbox }: Dialing, moment: string): void =>
	setTimeOf(sandbox(), Date.parse(moment));
