import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { mayRing, ZONES } from '../../../../unit/Vapi/call/rules/wallClock.mts';
import { runWorkflow, sandboxCredentials } from '../../../harness/index.mts';
import { FAULTS } from '../placing/faults.mts';
import { hurry } from '../placing/timing.mts';
import { freshNumbers } from '../placing/workflows.mts';
import { ALL, itemOf, parametersOf, sheetOf } from './leads.mts';
import type { Lead, Sheet, SheetRun, Which } from './leads.mts';
import { setTimeOf } from './hours.mts';
import { forgetCalls } from './recently.mts';

const HOUR = 3_600_000;
/** Different people in a sheet; some stand there twice. */
const PEOPLE = 24;

/** What the leads of many executions came to. */
export interface LeadTally {
	executions: number;
	leads: number;
	calls: number;
	scheduled: number;
	skipped: number;
	shown: number;
	errors: number;
	/** Each must be empty: who rang at a time that is none of theirs, and so on. */
	outsideHours: string[];
	tooSoon: string[];
	inDryRun: string[];
	aboveMaximum: string[];
	unaccounted: string[];
}

const quickFaults = Object.values(FAULTS).filter(({ rule, slow }) => rule && !slow);

/** A phone that rings: whose, when, and when its call was asked for, in milliseconds since 1970. */
interface Ring {
	number: string;
	at: number;
	asked: number;
}

function ringsOf(sandbox: Sandbox, from: number): Ring[] {
	return sandbox.dials.slice(from).map(({ callId, number, at }) => {
		const plan = (sandbox.state.calls.get(callId) as { schedulePlan?: IDataObject }).schedulePlan;
		const asked = Date.parse(at);
		return { number: String(number), asked, at: Math.max(asked, Date.parse(String(plan?.earliestAt)) || 0) };
	});
}

/** Lets what should have rung by now have rung, and be over: the sandbox's own timers know nothing of this clock. */
function letRing(sandbox: Sandbox, now: number): void {
	for (const call of sandbox.state.calls.values()) {
		const plan = (call as { schedulePlan?: IDataObject }).schedulePlan;
		const rings = Math.max(Date.parse(call.createdAt), Date.parse(String(plan?.earliestAt)) || 0);
		const customer = (call as { customer?: IDataObject }).customer;
		if (rings > now || customer?.number === undefined) continue;
		const iso = new Date(rings).toISOString();
		Object.assign(call, { status: 'ended', endedReason: 'customer-ended-call', startedAt: iso, endedAt: iso });
		call.updatedAt = new Date(Math.max(rings, Date.parse(call.createdAt))).toISOString();
	}
}

/** How an item ended, or undefined where nobody can tell. */
function endingOf(item: IDataObject | undefined): keyof LeadTally | undefined {
	if (item?.error !== undefined) return 'errors';
	if (item?.skipped === true) return item.reason === undefined ? undefined : 'skipped';
	if (item?.dryRun === true) return 'shown';
	if (item?.id === undefined) return undefined;
	return item.status === 'scheduled' ? 'scheduled' : 'calls';
}

function judge(tally: LeadTally, label: string, sheet: Sheet, run: SheetRun, rings: Ring[], earlier: Ring[]): void {
	const byNumber = new Map(sheet.leads.map((lead) => [lead.number, lead]));
	for (const { number, at, asked } of rings) {
		const lead = byNumber.get(number) as Lead;
		if (!ZONES.includes(lead.zone) || !mayRing(at, lead.zone, lead.windows)) {
			tally.outsideHours.push(`${label}: ${number} at ${new Date(at).toISOString()} in ${lead.zone}`);
		}
		const before = earlier.find((ring) => ring.number === number && at - ring.at < sheet.hours * HOUR);
		if (before !== undefined) tally.tooSoon.push(`${label}: ${number}, asked at ${asked}`);
		earlier.push({ number, at, asked });
	}
	if (run.dryRun && rings.length > 0) tally.inDryRun.push(`${label}: ${rings.length}`);
	if (rings.length > (run.maximumCalls ?? Infinity)) tally.aboveMaximum.push(`${label}: ${rings.length}`);
}

async function runSheet(
	sandbox: Sandbox,
	tally: LeadTally,
	seed: number,
	which: Which,
): Promise<void> {
	sandbox.reset();
	forgetCalls();
	hurry();
	const [sheet] = fc.sample(sheetOf(freshNumbers(PEOPLE)), { seed, numRuns: 1 });
	if (sheet === undefined) throw new TypeError('fast-check gave no sheet');
	const rung: Ring[] = [];
	let now = sheet.begins;
	for (const [index, run] of sheet.runs.entries()) {
		now += run.after * 60_000;
		setTimeOf(sandbox, now);
		letRing(sandbox, now);
		const fault = quickFaults[(seed + index) % quickFaults.length];
		const match = { number: sheet.leads[index]?.number ?? '' };
		sandbox.faults.clear();
		if (fault?.rule) sandbox.faults.add({ ...fault.rule, method: 'POST', path: '^/call$', match, times: 1 });
		const before = sandbox.dials.length;
		const posts = sandbox.requests.filter(({ method }) => method === 'POST').length;
		const result = await runWorkflow({
			nodes: [{ name: 'Vapi', parameters: parametersOf(sheet, run, which), onError: 'continueRegularOutput' }],
			items: sheet.leads.map(itemOf),
			credentials: sandboxCredentials(sandbox),
		});
		const label = `seed ${seed}, run ${index}`;
		judge(tally, label, sheet, run, ringsOf(sandbox, before), rung);
		if (run.dryRun && sandbox.requests.filter(({ method }) => method === 'POST').length > posts) {
			tally.inDryRun.push(`${label}: a POST`);
		}
		const out = result.output('Vapi');
		tally.executions += 1;
		tally.leads += sheet.leads.length;
		sheet.leads.forEach((_, item) => {
			const own = out.find(({ pairedItem }) => (pairedItem as { item: number }).item === item);
			const ending = endingOf(own?.json);
			if (ending === undefined) tally.unaccounted.push(`${label}, item ${item}`);
			else (tally[ending] as number) += 1;
		});
	}
	setTimeOf(sandbox, undefined);
}

/** Runs random sheets until so many leads were judged; the same seed gives the same sheets. */
export async function runLeads(
	sandbox: Sandbox,
	{ seed, leads, which = ALL }: { seed: number; leads: number; which?: Which },
): Promise<LeadTally> {
	const tally: LeadTally = {
		executions: 0,
		leads: 0,
		calls: 0,
		scheduled: 0,
		skipped: 0,
		shown: 0,
		errors: 0,
		outsideHours: [],
		tooSoon: [],
		inDryRun: [],
		aboveMaximum: [],
		unaccounted: [],
	};
	for (let sheet = 0; tally.leads < leads; sheet++) await runSheet(sandbox, tally, seed + sheet, which);
	return tally;
}

/** The tally in a line, for people. */
export function describeLeads(tally: LeadTally): string {
	return Object.entries(tally)
		.map(([what, value]) => `${Array.isArray(value) ? value.length : value} ${what}`)
		.join(', ');
}
