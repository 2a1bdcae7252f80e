import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS } from '../../../../sandbox/seed.mts';
import { runWorkflow, sandboxCredentials } from '../../harness/index.mts';
import { byId } from '../../support.mts';
import { faultsOf } from '../../VapiTrigger/contract.mts';
import { lookup, nodeOf } from '../../VapiTrigger/helpers.mts';
import { answering, useVapiRequests } from './vapiRequests.mts';

const { ask, sandbox } = useVapiRequests();

const rows = (...found: IDataObject[]) => ({ 'test.search': lookup(() => found) });
const search = { name: 'Search', type: 'test.search', alwaysOutputData: true };

describe('a knowledge base request is answered', () => {
	const documents = answering('knowledgeBaseRequest', {
		content: '={{ $json.text }}',
		similarity: '={{ $json.score }}',
	});
	const answer = async (found: IDataObject[], node = documents) =>
		(await ask('knowledge-base-request', { specs: [search, node], types: rows(...found) })).answer;

	test('with a document an item', async () => {
		const told = await answer([
			{ text: 'We open\nat nine', score: 0.9 },
			{ text: 'We close at five', score: 0 },
		]);
		expect(told).toEqual({
			documents: [
				{ content: 'We open at nine', similarity: 0.9 },
				{ content: 'We close at five', similarity: 0 },
			],
		});
		expect(faultsOf('ServerMessageResponseKnowledgeBaseRequest', told)).toEqual([]);
	});

	test('with an empty list where the search finds nothing', async () => {
		expect(await answer([])).toEqual({ documents: [] });
	});

	test('with the whole item, an ID and words of its own', async () => {
		const additionalFields = { uuid: 'doc-1', message: 'Let me\nread' };
		const told = await answer([{ a: 1 }], answering('knowledgeBaseRequest', { additionalFields }));
		expect(told).toEqual({
			documents: [{ content: '{"a":1}', similarity: 1, uuid: 'doc-1' }],
			message: { type: 'custom-message', content: 'Let me read' },
		});
		expect(faultsOf('ServerMessageResponseKnowledgeBaseRequest', told)).toEqual([]);
	});
});

test.each([[0], [0.4], [15]])('an endpointing request is answered with %d seconds', async (timeoutSeconds) => {
	const { answer } = await ask('call.endpointing.request', {
		specs: [answering('endpointingRequest', { timeoutSeconds })],
	});
	expect(answer).toEqual({ timeoutSeconds });
	expect(faultsOf('ServerMessageResponseCallEndpointingRequest', answer)).toEqual([]);
});

test.each<[number | string, string]>([
	[16, 'at most 15'],
	[-1, 'at least 0'],
	['={{ $json.missing }}', "'Timeout (Seconds)' is empty"],
])('an endpointing request is not answered with %s', async (timeoutSeconds, message) => {
	const { status, execution } = await ask('call.endpointing.request', {
		specs: [answering('endpointingRequest', { timeoutSeconds })],
	});
	expect(status).toBe(500);
	expect(execution.error?.message).toContain(message);
});

describe('a campaign is told whether it may call a contact', () => {
	const contact = { contact: { id: 'c1', number: '+15555550123' }, campaignId: 'k1' };
	const check = async (eligible: unknown) =>
		await ask(
			'campaign.predial',
			{ specs: [answering('campaignPredial', { eligible } as INodeParameters)] },
			{ fields: contact },
		);

	test.each([
		[true, true],
		[false, false],
		["={{ $json.customerNumber === '+15555550123' }}", true],
		['={{ "false" }}', false],
	])('%s', async (eligible, expected) => {
		const { answer } = await check(eligible);
		expect(answer).toEqual({ eligible: expected });
		expect(faultsOf('ServerMessageResponseCampaignPredial', answer)).toEqual([]);
	});

	test('no, where nobody has chosen', async () => {
		const { answer } = await ask('campaign.predial', { specs: [answering('campaignPredial')] });
		expect(answer).toEqual({ eligible: false });
	});

	test.each(['={{ $json.missing }}', '={{ null }}', '={{ "maybe" }}', '={{ 1 }}', '={{ "" }}'])(
		'%s is no answer, so that Vapi does not call',
		async (eligible) => {
			const { status, answer, execution } = await check(eligible);
			expect(status).toBe(500);
			expect(answer.eligible).toBeUndefined();
			expect(execution.error?.message).toContain("'Call This Contact'");
		},
	);
});

describe('the older function-call is answered', () => {
	const fields = { functionCall: { name: 'look_up_order', parameters: { orderNumber: 'A1' } } };

	test.each<[string, INodeParameters, IDataObject]>([
		['with a result', { result: '=Order {{ $json.parameters.orderNumber }}\nis here' }, { result: 'Order A1 is here' }],
		['with an error', { answerWith: 'error', error: 'It is away' }, { error: 'It is away' }],
	])('%s', async (_how, parameters, expected) => {
		const { answer, execution } = await ask(
			'function-call',
			{ specs: [answering('toolCalls', parameters)] },
			{ fields },
		);
		expect(answer).toEqual(expected);
		expect(execution.json('Answer')[0]).toMatchObject({ toolCallId: null, sent: true });
	});
});

describe('an assistant request that is answered after its time', () => {
	const assistant = { answerWith: 'assistant', assistantId: byId(ASSISTANTS.receptionist) };
	/** Lets the time of Vapi be up, as a slow node would. */
	const slow = nodeOf('slow', async (ctx) => {
		const [item] = ctx.getInputData();
		item!.json.answerBy = new Date(Date.now() - 1).toISOString();
		return [[item!]];
	});
	const answer = async (more: INodeParameters, node = {}) =>
		await ask('assistant-request', {
			specs: [
				{ name: 'Slow', type: 'test.slow' },
				{ ...answering('assistantRequest', { ...assistant, ...more }), ...node },
			],
			types: { 'test.slow': slow },
		});

	test('fails where everybody sees it', async () => {
		const { execution } = await answer({});
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toContain('The answer came too late');
		expect(execution.error?.description).toContain("'Continue If Too Late'");
	});

	test('fails in a retry as well, without another answer', async () => {
		const { execution } = await answer({}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		expect(execution.status).toBe('error');
		expect(execution.responses).toHaveLength(1);
	});

	test('goes on where that is wanted', async () => {
		const { execution } = await answer({ additionalFields: { continueTooLate: true } });
		expect(execution.status).toBe('success');
		expect(execution.json('Answer')).toMatchObject([{ tooLate: true }]);
	});
});

test('an answer in a sub-workflow is refused: n8n lets none through', async () => {
	const { error } = await runWorkflow({
		credentials: sandboxCredentials(sandbox()),
		mode: 'integrated',
		items: [{ toolCallId: 'call_1' }],
		nodes: [answering('toolCalls', { result: 'x' })],
	});
	expect(error?.message).toContain('does not get from a sub-workflow to Vapi');
});
