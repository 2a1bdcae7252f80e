import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { description, fake } from './fakeNode.mts';
import { startInstance } from './index.mts';
import type { Instance } from './index.mts';

describe('an instance', () => {
	let instance: Instance;

	beforeEach(async () => {
		instance = await startInstance();
	});

	afterEach(async () => {
		await instance.close();
	});

	const waiting = fake(
		async function (this: IExecuteFunctions) {
			const url = this.evaluateExpression('{{ $execution.resumeUrl }}', 0) as string;
			for (const item of this.getInputData()) item.json = { late: true, url };
			await this.putExecutionToWait(new Date(8.64e15));
			return [this.getInputData()];
		},
		{
			description: {
				...description,
				webhooks: [{ name: 'default', httpMethod: 'POST', path: '', restartWebhook: true }],
			},
			async webhook(this: IWebhookFunctions) {
				const body = this.getBodyData();
				if (body.again === true) return { webhookResponse: 'still waiting' };
				return { workflowData: [[{ json: { body } }]] };
			},
		},
	);
	const options = {
		nodes: [
			{ name: 'Wait', type: 'test.wait' },
			{ name: 'After', type: 'test.noOp' },
		],
		nodeTypes: { 'test.wait': waiting },
	};
	const post = async (url: string, body: object) =>
		await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});

	it('resumes a waiting execution by its webhook', async () => {
		const first = await instance.execute(options);
		const url = first.data.executionData?.nodeExecutionStack[0]?.data.main?.[0]?.[0]?.json.url;

		expect(first.waiting).toBe(true);
		expect(await (await post(String(url), { again: true })).text()).toBe('still waiting');
		expect((await post(`${String(url)}x`, {})).status).toBe(401);

		expect((await post(String(url), { b: 1 })).status).toBe(200);
		const result = await instance.finished(first.executionId);

		expect(result.json('After')).toEqual([{ body: { b: 1 } }]);
		expect((await post(String(url), {})).status).toBe(409);
	});

	it('lets the deadline pass', async () => {
		const first = await instance.execute(options);
		const result = await instance.expire(first.executionId);

		expect(result.json('After')).toEqual([{ late: true, url: expect.any(String) as string }]);
	});

	it('answers a trigger as its response mode says', async () => {
		const trigger = fake(undefined, {
			description: {
				...description,
				inputs: [],
				properties: [{ displayName: 'Mode', name: 'mode', type: 'string', default: '' }],
				webhooks: [
					{
						name: 'default',
						httpMethod: 'POST',
						path: 'webhook',
						responseMode: '={{ $parameter["mode"] }}' as never,
					},
				],
			},
			async webhook(this: IWebhookFunctions) {
				return { workflowData: [[{ json: { body: this.getBodyData() } }]] };
			},
		});
		const respond = fake(async function (this: IExecuteFunctions) {
			this.sendResponse({ body: { answer: 42 }, headers: {}, statusCode: 201 });
			return [this.getInputData()];
		});
		const answers: unknown[] = [];
		for (const mode of ['onReceived', 'lastNode', 'responseNode']) {
			const listening = await instance.listen({
				nodes: [
					{ name: 'Trigger', type: 'test.hook', parameters: { mode } },
					{ name: 'Respond', type: 'test.respond' },
				],
				nodeTypes: { 'test.hook': trigger, 'test.respond': respond },
			});
			const answer = await post(listening.url, { a: 1 });
			answers.push([answer.status, await answer.json()]);
			await listening.stop();
		}

		expect(answers).toEqual([
			[200, { message: 'Workflow was started' }],
			[200, { body: { a: 1 } }],
			[201, { answer: 42 }],
		]);
	});
});
