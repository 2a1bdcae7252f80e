import type { IDataObject } from 'n8n-workflow';
import type { NodeSpec } from '../../../harness/index.mts';
import { answerTools, nodeOf, unpaired } from '../../../VapiTrigger/helpers.mts';
import { useTools } from './toolUse.mts';

const { callTools } = useTools();

const orders = ['A1', 'B2'];
const answerStatus = answerTools({ result: '={{ $json.status }}' });

describe('items in another order', () => {
	const swapped = (keys: (json: IDataObject) => IDataObject) =>
		nodeOf('code', async (ctx) => [
			ctx
				.getInputData()
				.map(({ json }) => ({
					json: { ...keys(json), status: (json.parameters as IDataObject).orderNumber as string },
				}))
				.reverse(),
		]);
	const code: NodeSpec = { name: 'Code', type: 'n8n-nodes-base.code' };

	test.each<[string, (json: IDataObject) => IDataObject]>([
		['by toolCallId', ({ toolCallId }) => ({ toolCallId })],
		['by the ID in another field', ({ toolCallId }) => ({ call: toolCallId })],
	])('are matched %s', async (_how, keys) => {
		const { answer } = await callTools([code, answerStatus], {
			orders,
			types: { 'n8n-nodes-base.code': swapped(keys) },
		});
		expect(answer.results).toMatchObject([{ result: 'A1' }, { result: 'B2' }]);
	});

	test('are not guessed at where a Code node has dropped the IDs', async () => {
		const { answer, execution } = await callTools([code, answerStatus], {
			orders,
			types: { 'n8n-nodes-base.code': swapped(() => ({})) },
		});
		expect(answer.results).toMatchObject([{ error: expect.any(String) }, { error: expect.any(String) }]);
		expect(execution.error?.message).toContain('not known which tool call this item answers');
		expect(execution.error?.description).toContain("'Code' makes its items out of all that come in");
	});

	test('one item for two calls is not given to the first', async () => {
		const { answer } = await callTools([code, answerStatus], {
			orders,
			types: { 'n8n-nodes-base.code': unpaired([{ status: 'B2' }]) },
		});
		expect(answer.results).toMatchObject([{ error: expect.any(String) }, { error: expect.any(String) }]);
	});
});
