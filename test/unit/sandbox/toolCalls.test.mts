import { ASSISTANTS, TOOLS } from '../../../sandbox/seed.mts';
import type { ToolCallShape } from '../../../sandbox/options.mts';
import { objectOr, type JsonObject } from '../../../sandbox/types.mts';
import { liveOut, place } from './client.mts';
import { number, useHooked } from './hooked.mts';

const { sandbox, receiver, placeHooked } = useHooked();

describe('tool calls', () => {
	const call = { id: 'call_1', name: 'look_up_order', arguments: { orderNumber: '7' } };
	const good = { results: [{ toolCallId: 'call_1', name: 'look_up_order', result: 'Sent' }] };

	it('are part of a conversation with an assistant that has a tool', async () => {
		const own = await place(sandbox(), number, {
			assistantId: ASSISTANTS.toolUser,
			assistantOverrides: { server: { url: receiver.url } },
		});
		await liveOut(sandbox(), own);
		const [message] = receiver.of('tool-calls');
		expect(message).toMatchObject({
			toolCallList: [{ function: { name: 'look_up_order', arguments: { orderNumber: 'sample' } } }],
			toolWithToolCallList: [{ id: TOOLS.lookUpOrder, toolCall: { id: expect.any(String) } }],
		});
		expect(sandbox().deliveries.find(({ type }) => type === 'tool-calls')?.verdict).toMatchObject({
			understood: false,
		});
	});

	it("go to the tool's own server first", async () => {
		const tool = objectOr(sandbox().state.tools.get(TOOLS.lookUpOrder));
		tool.server = { url: `${receiver.url}?tool` };
		const id = await place(sandbox(), number, {
			assistantId: ASSISTANTS.toolUser,
			assistantOverrides: { server: { url: receiver.url } },
		});
		const delivery = await sandbox().toolCalls(id, [call]);
		expect(delivery?.url).toBe(`${receiver.url}?tool`);
	});

	it.each<[ToolCallShape, string, JsonObject]>([
		['real', 'toolCalls', { function: { arguments: { orderNumber: '7' } } }],
		['text', 'toolCalls', { function: { arguments: '{"orderNumber":"7"}' } }],
		['parameters', 'toolCallList', { name: 'look_up_order', parameters: { orderNumber: '7' } }],
		['arguments', 'toolCallList', { name: 'look_up_order', arguments: { orderNumber: '7' } }],
		['withTool', 'toolWithToolCallList', { toolCall: { id: 'call_1' } }],
	])('come in the shape %s', async (shape, list, expected) => {
		await sandbox().toolCalls(await placeHooked(), [call], shape);
		const [message] = receiver.of('tool-calls');
		expect(message?.[list]).toMatchObject([expected]);
		expect('toolCallList' in objectOr(message)).toBe(shape !== 'withTool');
	});

	it.each<[string, unknown, number, boolean]>([
		['as documented', good, 200, true],
		['with an error for the whole', { error: 'Closed today' }, 200, true],
		['with another status', good, 201, false],
		['without a list', { results: good.results[0] }, 200, false],
		['about another call', { results: [{ ...good.results[0], toolCallId: 'x' }] }, 200, false],
		['without a name', { results: [{ toolCallId: 'call_1', result: 'Sent' }] }, 200, false],
		['with an object', { results: [{ ...good.results[0], result: {} }] }, 200, false],
		['with two lines', { results: [{ ...good.results[0], result: 'a\nb' }] }, 200, false],
		['with neither result nor error', { results: [{ ...good.results[0], result: undefined }] }, 200, false],
		['with one entry too many', { results: [...good.results, ...good.results] }, 200, false],
		['that is no JSON', 'Sent', 200, false],
	])('judge an answer %s', async (_, answer, status, understood) => {
		receiver.answer = answer;
		const id = await placeHooked();
		receiver.statuses = [status];
		const delivery = await sandbox().toolCalls(id, [call]);
		expect(delivery?.verdict?.understood).toBe(understood);
		expect(delivery?.verdict?.reasons.length === 0).toBe(understood);
	});
});

describe('destination requests', () => {
	it.each([
		[{ destination: { type: 'number', number } }, true],
		[{ error: 'Nobody is there' }, true],
		[{ number }, false],
	])('are judged: %j', async (answer, understood) => {
		receiver.answer = answer;
		const delivery = await sandbox().send(await placeHooked(), 'transfer-destination-request');
		expect(delivery?.verdict?.understood).toBe(understood);
	});
});
