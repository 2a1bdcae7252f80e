import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { setClock } from './dialing.mts';
import { silentLosses, timesDialed } from './account.mts';
import { FAULTS } from './faults.mts';
import { SCENARIOS } from './scenarios.mts';
import { LAG, hurry, hurrySlowly, watchful } from './timing.mts';
import { freshNumbers } from './workflows.mts';

/** What a campaign came to. */
export interface Tally {
	executions: number;
	dials: number;
	faults: number;
	/** Numbers that rang more than once. */
	doubles: string[];
	/** Calls that rang and that nobody in the workflow can know of. */
	losses: string[];
	/** Scenarios that should have gone on until every item had a result, and have not. */
	unsettled: string[];
}

const faultNames = Object.keys(FAULTS).filter((name) => FAULTS[name]?.rule);
const slow = faultNames.filter((name) => FAULTS[name]?.slow);
const quick = faultNames.filter((name) => !FAULTS[name]?.slow);
const faultName = fc.oneof(
	{ weight: 200, arbitrary: fc.constantFrom(...quick) },
	{ weight: 1, arbitrary: fc.constantFrom(...slow) },
);
/** For each item the faults that its POSTs run into, one after the other. */
const items = fc.array(
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant([]) },
		{ weight: 2, arbitrary: fc.array(faultName, { minLength: 1, maxLength: 2 }) },
	),
	{ minLength: 1, maxLength: 12 },
);

/** What GET /call/{id} answers instead of the call. */
const otherAnswer = fc.constantFrom({}, { results: [] }, { message: 'maintenance' }, { id: 'another' });
const plan = fc.record({
	scenario: fc.constantFrom(...Object.keys(SCENARIOS)),
	items,
	/** How late the list shows a call, of the most that it may. */
	lag: fc.constantFrom(0, 0, 0.5, 1),
	/** How far n8n's clock is ahead at each try, in milliseconds. */
	clocks: fc.array(fc.constantFrom(0, 0, -600_000, 30_000, 600_000), { minLength: 1, maxLength: 4 }),
	otherAnswers: fc.oneof(
		{ weight: 3, arbitrary: fc.constant([]) },
		{ weight: 1, arbitrary: fc.array(otherAnswer, { minLength: 1, maxLength: 3 }) },
	),
});
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;

/** Puts what the plan says into the sandbox and into the node's timing. */
function prepare(sandbox: Sandbox, { items: faultsOf, lag, otherAnswers }: Plan, numbers: string[]) {
	sandbox.reset();
	// The real one, for the clocks.
	const margin = { unknownClockMargin: 900_000 };
	if (faultsOf.flat().some((name) => FAULTS[name]?.slow)) hurrySlowly(margin);
	else hurry({ ...watchful, ...margin });
	sandbox.options.listingDelay = lag * LAG;
	faultsOf.forEach((faults, index) => {
		for (const name of faults) {
			const { rule } = FAULTS[name] ?? {};
			if (!rule) throw new TypeError(`The fault ${name} has no rule`);
			const match = { number: numbers[index] ?? '' };
			sandbox.faults.add({ ...rule, method: 'POST', path: '^/call$', match, times: 1 });
		}
	});
	for (const body of otherAnswers) {
		sandbox.faults.add({ kind: 'status', status: 200, body, method: 'GET', path: '^/call/[^/]+$', times: 1 });
	}
}

/** Which random executions to run. */
export interface Campaign {
	/** The same seed gives the same executions. */
	seed: number;
	/** How many calls have to ring. */
	dials: number;
	/** Of the node. */
	options?: INodeParameters;
	/** False: the list is a minute late, and the node dials again without waiting for it. */
	watches?: boolean;
}

/** Runs random executions with random faults until so many calls have rung. */
export async function runCampaign(
	sandbox: Sandbox,
	{ seed, dials, options = {}, watches = true }: Campaign,
): Promise<Tally> {
	const tally: Tally = {
		executions: 0,
		dials: 0,
		faults: 0,
		doubles: [],
		losses: [],
		unsettled: [],
	};
	for (let round = 0; tally.dials < dials; round++) {
		const [chosen] = fc.sample(plan, { seed: seed + round, numRuns: 1 });
		if (chosen === undefined) throw new TypeError('fast-check gave no plan');
		const numbers = freshNumbers(chosen.items.length);
		prepare(sandbox, chosen, numbers);
		if (!watches) {
			hurry({ listing: 0, unknownClockMargin: 900_000 });
			sandbox.options.listingDelay = 60_000;
		}
		const { run, settles } = SCENARIOS[chosen.scenario]!;
		const clocks = [...chosen.clocks];
		const beforeTry = () => setClock(sandbox, clocks.shift() ?? 0);
		beforeTry();
		const { endings } = await run({ sandbox, url: sandbox.url, numbers, options, beforeTry });
		setClock(sandbox, 0);
		const times = timesDialed(numbers, sandbox.dials);
		const label = `seed ${seed + round}, ${chosen.scenario}`;
		tally.executions += 1;
		tally.faults += chosen.items.flat().length + chosen.otherAnswers.length;
		tally.dials += times.reduce((sum, count) => sum + count, 0);
		tally.doubles.push(
			...numbers.filter((_, index) => (times[index] ?? 0) > 1).map((number) => `${label}: ${number}`),
		);
		tally.losses.push(
			...silentLosses(numbers, endings, sandbox.dials).map((loss) => `${label}: ${loss}`),
		);
		if (settles && endings.some(({ as }) => as !== 'result')) {
			tally.unsettled.push(`${label}: ${JSON.stringify(endings)}`);
		}
	}
	return tally;
}

/** The tally in a line, for people. */
export function describeTally({ executions, dials, faults, doubles, losses }: Tally): string {
	return `${executions} executions, ${faults} faults, ${dials} dials, ${doubles.length} doubles, ${losses.length} silent losses`;
}
