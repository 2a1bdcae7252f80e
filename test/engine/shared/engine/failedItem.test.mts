import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { operations } from '../../../../nodes/shared/generated/Vapi.ts';
import type { FaultRule } from '../../../../sandbox/faults.mts';
import { CALLS } from '../../../../sandbox/seed.mts';
import { builtModule, runAsTool, sandboxCredentials } from '../../harness/index.mts';
import type { NodeSpec } from '../../harness/index.mts';
import { byId, callParameters, runVapi, useSandbox } from '../../support.mts';
import { hurry } from '../../Vapi/call/placing/timing.mts';

const sandbox = useSandbox();

beforeAll(() => {
	hurry();
	// A GET is sent four times; the seconds between are not what is tested here.
	Object.assign(builtModule('nodes/shared/api/retry.js') as object, {
		waitBeforeRetry: (tries: number) => (tries < 4 ? 1 : undefined),
	});
});

/** What the form needs beside a call, so that the operation gets as far as its request. */
const FORMS: Record<string, INodeParameters> = {
	'call create': callParameters(),
	'call createAndWait': callParameters({ operation: 'createAndWait' }),
	'call addMessage': { content: 'Hello' },
	'call say': { content: 'Hello' },
	'call transfer': { to: '+15555550123' },
	'call update': { callName: 'Hello' },
};

/** What the operation does not take; an answer to Vapi lacks everything as it is. */
const BAD: Record<string, INodeParameters> = {
	'call create': { to: 'abc' },
	'call createAndWait': { to: 'abc' },
	'call getAll': { limit: 0 },
	'webhookResponse apiRequest': { statusCode: 99 },
	'webhookResponse campaignPredial': { eligible: 'maybe' },
	'webhookResponse endpointingRequest': { timeoutSeconds: 99 },
	'webhookResponse knowledgeBaseRequest': { similarity: 'much' },
};

interface Case {
	name: string;
	kind: string;
	/** A POST of it makes a phone ring. */
	dials: boolean;
	good: INodeParameters;
	bad: INodeParameters;
}

/** Resources with code of their own for what they send; those of plain requests go the way of 'call get'. */
const { call, webhookResponse } = operations;

const cases = Object.entries({ call, webhookResponse }).flatMap(([resource, all]) =>
	Object.entries(all).map(([operation, { kind }]): Case => {
		const name = `${resource} ${operation}`;
		const base = { resource, operation, callId: byId(CALLS.answered) };
		const bad = BAD[name] ?? (kind === 'answer' ? {} : { callId: byId('nothing') });
		return {
			name,
			kind,
			dials: ['create', 'createAndWait'].includes(operation),
			good: { ...base, ...FORMS[name] },
			bad: { ...base, ...FORMS[name], ...bad },
		};
	}),
);

/** From another node's error output, which has named it the same. */
const INPUT = {
	row: 7,
	message: 'of the row',
	error: 'of an earlier node',
	details: { outcome: 'placed', callIds: ['an-earlier-one'] },
};
const item = (): INodeExecutionData => ({
	json: structuredClone(INPUT),
	binary: { note: { data: 'aGk=', mimeType: 'text/plain' } },
});

interface Failure {
	error: string;
	details: IDataObject;
}

const unreachable = () => ({ ...sandboxCredentials(sandbox()), baseUrl: 'http://127.0.0.1:1' });

interface Way {
	/** What the failed item says, once it is as it should be otherwise. */
	run(parameters: INodeParameters, isDown: boolean): Promise<Failure>;
}

const inWorkflow = (onError: NodeSpec['onError'], output: number): Way => ({
	async run(parameters, isDown) {
		const credentials = isDown ? unreachable() : sandboxCredentials(sandbox());
		const options = { credentials, items: [item()], node: { onError } };
		const result = await runVapi(sandbox(), parameters, options);
		expect(result.status).toBe('success');
		expect(result.output('Vapi', 1 - output)).toEqual([]);
		const [failed, ...others] = result.output('Vapi', output);
		expect(others).toEqual([]);
		const { error, details, ...rest } = failed?.json ?? {};
		expect(rest).toEqual({ row: 7, message: 'of the row' });
		expect(failed?.pairedItem).toEqual({ item: 0 });
		expect(failed?.binary).toEqual(item().binary);
		expect(failed?.error).toBeUndefined();
		return { error, details } as Failure;
	},
});

const asTool = (path: 'legacy' | 'engine'): Way => ({
	async run(parameters, isDown) {
		const credentials = isDown ? unreachable() : sandboxCredentials(sandbox());
		const result = await runAsTool({ credentials, tool: { parameters }, calls: [{ input: {} }], path });
		const [{ answer, thrown } = {} as IDataObject] = result.json('Agent');
		expect(thrown).toBeUndefined();
		const answers = (typeof answer === 'string' ? JSON.parse(answer) : answer) as Failure[];
		expect(answers).toEqual([{ error: expect.any(String), details: expect.any(Object) }]);
		return answers[0] as Failure;
	},
});

const WAYS: Record<string, Way> = {
	'Continue On Fail': inWorkflow('continueRegularOutput', 0),
	'the error output': inWorkflow('continueErrorOutput', 1),
	'an AI agent (LangChain)': asTool('legacy'),
	'an AI agent (engine)': asTool('engine'),
};

describe.each(Object.entries(WAYS))('with %s, a failed item', (_way, { run }) => {
	it.each(cases)('of $name says what is wrong with its input', async ({ bad }) => {
		const { error, details } = await run(bad, false);
		expect(error).toMatch(/\w/);
		expect(details).toEqual({ description: expect.stringMatching(/\w.*\.$/), outcome: 'notSent' });
		expect(sandbox().requests).toEqual([]);
	});

	const sending = cases.filter(({ kind }) => kind !== 'answer');
	const fail = (rule: Partial<FaultRule>) =>
		sandbox().faults.add({ kind: 'status', path: '^/call', ...rule });

	it.each(sending)('of $name says that Vapi knows the key or the call not', async ({ good }) => {
		for (const status of [401, 404]) {
			sandbox().reset();
			fail({ status });
			const { error, details } = await run(good, false);
			expect(error).toContain(String(status));
			expect(details).toMatchObject({ httpCode: String(status), outcome: 'refused' });
			expect(details).not.toHaveProperty('callIds');
		}
	});

	it.each(sending)('of $name says what may have happened', async ({ name, good, dials, kind }) => {
		const open = dials ? 'mayHaveBeenPlaced' : kind === 'control' ? 'notSent' : undefined;
		// What is no JSON may be the file.
		const unread = name === 'call download' ? [] : [{ status: 200, body: '<html>' }];
		for (const rule of [{ status: 500 }, ...unread]) {
			sandbox().reset();
			fail(rule);
			const { error, details } = await run(good, false);
			expect(error).toMatch(dials ? /may have been placed/ : /500|JSON/);
			expect(details.outcome).toBe(open);
			expect(details).not.toHaveProperty('callIds');
		}
	});

	it.each(sending)('of $name says that nobody was reached', async ({ good }) => {
		const { error, details } = await run(good, true);
		expect(error).toContain('does not accept connections');
		expect(details).toMatchObject({ httpCode: 'ECONNREFUSED', outcome: 'notSent' });
		expect(sandbox().requests).toEqual([]);
	});
});
