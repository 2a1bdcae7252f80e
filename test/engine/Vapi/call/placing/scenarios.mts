import { runAsTool, runWorkflow, startWorkflow } from '../../../harness/index.mts';
import type { NodeSpec } from '../../../harness/index.mts';
import type { Ending } from './account.mts';
import {
	changedThenRetried,
	killedThenRetried,
	retriedTwice,
	retryUntilDone,
	stoppedThenRetried,
	uiRetry,
} from './retries.mts';
import { NODE, credentialsOf, inOneRun, outcome, posts, until } from './stage.mts';
import type { Outcome, Stage } from './stage.mts';
import { createCall, loopOverNumbers } from './workflows.mts';

type Run = (stage: Stage) => Promise<Outcome>;

export interface Scenario {
	run: Run;
	/** n8n works on an item more than once. */
	triesAgain: boolean;
	/** It goes on until every item has its result, so each must have rung exactly once. */
	settles: boolean;
}

const once =
	(node: Partial<NodeSpec>): Run =>
	async (stage) =>
		outcome(stage, await runWorkflow(inOneRun(stage, node)));

const tries = (maxTries: number): Run =>
	once({ retryOnFail: true, maxTries, waitBetweenTries: 30 });

const loop: Run = async (stage) => {
	const { numbers, dialer, idField = 'id' } = stage;
	const options = loopOverNumbers(numbers, credentialsOf(stage), {}, stage.options, dialer);
	const first = await runWorkflow(options);
	const last =
		first.status === 'success' ? first : await retryUntilDone(stage, options, first.saved);
	const rounds = numbers.map((_, run) => last.json(NODE, 0, run)[0]?.[idField]);
	return {
		endings: rounds.map((id): Ending =>
			id === undefined ? { as: 'nothing' } : { as: 'result', callId: String(id) },
		),
		last,
	};
};

/** A model that asks for every call, and asks again for all of them, as models do. */
const asTool =
	(path: 'legacy' | 'engine', rounds = 3): Run =>
	async (stage) => {
		const { dialer = createCall, idField = 'id' } = stage;
		const idIn = new RegExp(`\\\\*"${idField}\\\\*":\\\\*"([\\w-]+)`);
		const wanted = Array.from({ length: rounds }, () => stage.numbers).flat();
		const last = await runAsTool({
			tool: {
				name: NODE,
				parameters: {
					...dialer(stage.options, "={{ $fromAI('number', 'Whom to call', 'string') }}"),
					// More than any scenario needs, so that none is cut short.
					maximumCalls: 100,
				},
			},
			calls: wanted.map((number, index) => ({ input: { number }, id: `call_${index}` })),
			path,
			credentials: credentialsOf(stage),
		});
		const answers = last.json('Agent').map((answer) => JSON.stringify(answer));
		const endings = stage.numbers.map((_, index): Ending => {
			const own = answers.filter((__, turn) => turn % stage.numbers.length === index);
			const ids = own.flatMap((answer) => idIn.exec(answer)?.[1] ?? []);
			const [callId] = ids;
			if (new Set(ids).size > 1) return { as: 'error', message: `Two calls: ${ids.join()}` };
			return callId ? { as: 'result', callId } : { as: 'error', message: own.join('\n') };
		});
		return { endings, last };
	};

const canceled =
	(ready: (stage: Stage) => boolean, node: Partial<NodeSpec> = {}): Run =>
	async (stage) => {
		const options = inOneRun(stage, node);
		const running = await startWorkflow(options);
		await until(() => ready(stage), running.result);
		running.cancel();
		const before = posts(stage);
		const last = await running.result;
		return { ...outcome(stage, last), canceledAfter: before, afterCancel: posts(stage) - before };
	};

const betweenItems = canceled((stage) => posts(stage) >= 2);

/** The first try is over when its second POST has an answer, or a connection was cut. */
const betweenTries = canceled(
	(stage) => posts(stage) >= stage.numbers.length + 1,
	{ retryOnFail: true, maxTries: 5, waitBetweenTries: 10 },
);

const single = (node: Partial<NodeSpec>): Scenario => ({
	run: once(node),
	triesAgain: false,
	settles: false,
});
const repeated = (run: Run): Scenario => ({ run, triesAgain: true, settles: false });
const settling = (run: Run): Scenario => ({ run, triesAgain: true, settles: true });

/** Every way in which n8n runs, repeats and abandons a node. */
export const SCENARIOS: Record<string, Scenario> = {
	throw: single({}),
	'error item': single({ onError: 'continueRegularOutput' }),
	'error output': single({ onError: 'continueErrorOutput' }),
	'Retry On Fail, 2 tries': repeated(tries(2)),
	'Retry On Fail, 3 tries': repeated(tries(3)),
	'Retry On Fail, 4 tries': repeated(tries(4)),
	'Retry On Fail, 5 tries': repeated(tries(5)),
	'Retry execution': settling(uiRetry),
	'Retry execution, pressed twice': settling(retriedTwice),
	'Retry execution, other error settings': repeated(changedThenRetried),
	'killed, then retried': settling(killedThenRetried),
	'stopped, then retried': settling(stoppedThenRetried),
	'loop over items': settling(loop),
	'tool of an agent (LangChain)': settling(asTool('legacy')),
	'tool of an agent (engine)': settling(asTool('engine')),
	'canceled between items': repeated(betweenItems),
	'canceled between tries': repeated(betweenTries),
};

/** The scenarios in which n8n runs the whole node again. */
export const RETRIES = Object.keys(SCENARIOS).filter((name) => /^Retry|retried$/.test(name));

/** All others. */
export const RUNS = Object.keys(SCENARIOS).filter((name) => !RETRIES.includes(name));
