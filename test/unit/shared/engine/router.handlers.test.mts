import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { operationError } from '../../../../nodes/shared/api/errorFactory.ts';
import type { NodeError } from '../../../../nodes/shared/api/errorFactory.ts';
import { outcomeOf } from '../../../../nodes/shared/api/requestOutcome.ts';
import { refuse } from '../../../../nodes/shared/base/refusal.ts';
import type { Result } from '../../../../nodes/shared/base/result.ts';
import type { Handler, WholeHandler } from '../../../../nodes/shared/engine/handler.ts';
import { route } from '../../../../nodes/shared/engine/router.ts';
import { createContext } from '../api/context.mts';

const THREE = [{ n: 0 }, { n: 1 }, { n: 2 }];

/** Runs a handler for three items, or for the items that are given. */
async function run(
	handler: Handler,
	{ continueOnFail = false, items = THREE }: { continueOnFail?: boolean; items?: IDataObject[] } = {},
): Promise<INodeExecutionData[]> {
	const parameters = items.map((item) => ({ ...item, resource: 'thing', operation: 'do' }));
	const ctx = createContext({ parameters, items, continueOnFail });
	const [output = []] = await route(ctx, () => handler);
	return output;
}

const thrownBy = async (handler: Handler): Promise<NodeError> =>
	await run(handler).then(
		() => {
			throw new Error('The node went through');
		},
		(error: NodeError) => error,
	);

const resultOf = (name: unknown): { value: INodeExecutionData[] } => ({
	value: [{ json: { name: String(name) } }],
});

/** Refuses the item in the middle before anything is done. */
async function prepare(_ctx: IExecuteFunctions, itemIndex: number): Promise<number> {
	if (itemIndex === 1) refuse("'Thing' is empty", 'Fill it in');
	return itemIndex;
}

const brief = (output: INodeExecutionData[]) =>
	output.map(({ json, pairedItem }) => [json.error ?? json.name, pairedItem]);

describe('what is refused while items are prepared', () => {
	it('stops the node with the item and the way out, before anything is done', async () => {
		const execute = jest.fn();
		const error = await thrownBy({ prepare, execute });
		expect(error.message).toBe("'Thing' is empty [item 1]");
		expect(error.description).toBe('Fill it in.');
		expect(error.context.itemIndex).toBe(1);
		expect(outcomeOf(error)).toBe('notSent');
		expect(execute).not.toHaveBeenCalled();
	});

	it('fails its item alone under Continue On Fail', async () => {
		const execute = async (_ctx: unknown, itemIndex: number) => resultOf(itemIndex).value;
		expect(brief(await run({ prepare, execute }, { continueOnFail: true }))).toEqual([
			['0', { item: 0 }],
			["'Thing' is empty [item 1]", { item: 1 }],
			['2', { item: 2 }],
		]);
	});
});

describe('items that are worked on together', () => {
	it('get what came of each, in order, and the rest is executed one by one', async () => {
		const executed: number[] = [];
		const handler: Handler = {
			executeAll: async () => new Map([2, 0].map((i) => [i, resultOf(`together ${i}`)])),
			execute: async (_ctx, itemIndex) => {
				executed.push(itemIndex);
				return resultOf('alone').value;
			},
		};
		expect(brief(await run(handler))).toEqual([
			['together 0', { item: 0 }],
			['alone', { item: 1 }],
			['together 2', { item: 2 }],
		]);
		expect(executed).toEqual([1]);
	});

	it('are told which of them could not be prepared', async () => {
		const executeAll = jest.fn<
			ReturnType<WholeHandler['executeAll']>,
			Parameters<WholeHandler['executeAll']>
		>(async (_ctx, prepared) => new Map([...prepared.keys()].map((i) => [i, resultOf(i)])));
		const output = await run({ prepare, executeAll }, { continueOnFail: true });
		const [, prepared, failed] = executeAll.mock.calls[0] ?? [];
		expect(prepared).toEqual(new Map([[0, 0], [2, 2]]));
		expect(failed?.get(1)?.message).toBe("'Thing' is empty [item 1]");
		expect(brief(output).map(([text]) => text)).toEqual(['0', "'Thing' is empty [item 1]", '2']);
	});

	it('fail one by one where one of them did', async () => {
		const handler: Handler = {
			executeAll: async () =>
				new Map<number, Result<INodeExecutionData[]>>([
					[0, resultOf('a')],
					[1, { error: new Error('It broke') }],
					[2, resultOf('c')],
				]),
		};
		await expect(run(handler)).rejects.toThrow('It broke [item 1]');
		const output = await run(handler, { continueOnFail: true });
		expect(brief(output).map(([text]) => text)).toEqual(['a', 'It broke [item 1]', 'c']);
	});

	it.each<[string, (ctx: IExecuteFunctions) => unknown]>([
		['an error', () => new Error('It broke')],
		['an error of n8n', (ctx) => operationError(ctx, { message: 'It broke' })],
		['an error of one of them', (ctx) => operationError(ctx, { message: 'It broke', itemIndex: 2 })],
	])('all fail where working on them ends in %s', async (_name, thrown) => {
		const execute = jest.fn();
		const executeAll = async (ctx: IExecuteFunctions) => await Promise.reject(thrown(ctx));
		const output = await run({ execute, executeAll }, { continueOnFail: true });
		expect(brief(output)).toEqual([0, 1, 2].map((i) => [`It broke [item ${i}]`, { item: i }]));
		expect(output.map(({ json }) => json)).toMatchObject(THREE);
		expect(output.every(({ error }) => error === undefined)).toBe(true);
		expect(execute).not.toHaveBeenCalled();
		await expect(run({ execute, executeAll })).rejects.toThrow('It broke [item 0]');
	});

	it('keep the reason why they were not prepared where working on the others ends in an error', async () => {
		const executeAll = async () => await Promise.reject(new Error('It broke'));
		const output = await run({ prepare, executeAll }, { continueOnFail: true });
		expect(brief(output).map(([text]) => text)).toEqual([
			'It broke [item 0]',
			"'Thing' is empty [item 1]",
			'It broke [item 2]',
		]);
	});
});

describe('the last word on an error that stops the node', () => {
	const beforeThrow = (ctx: IExecuteFunctions, error: NodeError): NodeError =>
		operationError(ctx, { message: `Two are done. ${error.message}` });
	const broken = async () => await Promise.reject(new Error('It broke'));

	it.each<[string, Handler]>([
		['preparing', { prepare: broken, execute: async () => [], beforeThrow }],
		['executing', { execute: broken, beforeThrow }],
		['working on all together', { executeAll: broken, beforeThrow }],
	])('is had after %s', async (_name, handler) => {
		expect((await thrownBy(handler)).message).toBe('Two are done. It broke [item 0]');
	});

	it('is not asked for under Continue On Fail, which drops nothing', async () => {
		const output = await run({ execute: broken, beforeThrow }, { continueOnFail: true });
		expect(output.map(({ json }) => json.error)).toEqual(
			[0, 1, 2].map((i) => `It broke [item ${i}]`),
		);
	});
});
