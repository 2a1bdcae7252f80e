import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, SQUADS } from '../../../../sandbox/seed.mts';
import { violationsOf } from '../../../contract/contract.mts';
import { bodies, byId, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

const run = async (operation: string, more: INodeParameters = {}, resource = 'chat') =>
	await runVapi(sandbox(), { resource, operation, ...more });

/** What an operation puts out; fails where the node does. */
async function put(operation: string, more: INodeParameters = {}, resource = 'chat') {
	const result = await run(operation, more, resource);
	expect(result.error?.message).toBeUndefined();
	return result.json('Vapi');
}

const TO_ASSISTANT = { agent: 'assistant', assistantId: byId(ASSISTANTS.receptionist) };
const send = async (input: string, more: INodeParameters = TO_ASSISTANT) =>
	(await put('sendMessage', { input, output: 'raw', ...more }))[0] as IDataObject;

describe('a chat', () => {
	it('is written, read, listed and deleted', async () => {
		const chat = await send('Are you open on Saturdays?');
		const chatId = byId(String(chat.id));
		expect(await put('get', { chatId, output: 'raw' })).toEqual([chat]);
		await send('Hello', { agent: 'squad', squadId: byId(SQUADS.clinic) });
		expect(await put('getAll', { returnAll: true })).toHaveLength(2);
		const filters = { assistantId: byId(ASSISTANTS.receptionist) };
		expect(await put('getAll', { returnAll: true, filters, output: 'raw' })).toEqual([chat]);
		expect(await put('delete', { chatId })).toEqual([{ deleted: true, id: chat.id }]);
		expect((await run('get', { chatId })).error?.message).toContain('404');
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it.each(['sendMessage', 'createResponse'])('is never streamed, %s', async (operation) => {
		await put(operation, { ...TO_ASSISTANT, input: 'Hello', stream: true, additionalFields: { stream: true } });
		const sent = (bodies(sandbox())[0] as IDataObject).stream;
		expect(sent).toBe(operation === 'createResponse' ? false : undefined);
	});

	it('goes on from a chat and in a session', async () => {
		const first = await send('My name is Anna.');
		const second = await send('And yours?', { agent: 'previousChat', previousChatId: byId(String(first.id)) });
		expect(second.messages).toHaveLength(3);
		const [session] = await put('create', { ...TO_ASSISTANT, output: 'raw' }, 'session');
		const inSession = { agent: 'session', sessionId: byId(String(session?.id)) };
		await send('One', inSession);
		const last = await send('Two', inSession);
		expect(last).toMatchObject({ assistantId: ASSISTANTS.receptionist });
		expect(last.messages).toHaveLength(3);
	});

	it('is sent to the agent that is chosen, whatever else the form still holds', async () => {
		const left = { squadId: byId(SQUADS.clinic), previousChatId: byId(SQUADS.clinic) };
		await put('sendMessage', { ...left, ...TO_ASSISTANT, input: 'Hello' });
		await put('createResponse', { ...left, ...TO_ASSISTANT, input: 'Hello' });
		const body = { assistantId: ASSISTANTS.receptionist, input: 'Hello' };
		expect(bodies(sandbox())).toEqual([body, { ...body, stream: false }]);
	});

	it('takes messages as JSON, and variables as rows and within JSON', async () => {
		await send('[{ "role": "user", "content": "Hello" }]', {
			...TO_ASSISTANT,
			variables: { values: [{ name: 'name', value: 'Anna' }, { name: 'city', value: 'Bonn' }] },
			additionalFields: { assistantOverrides: '{ "variableValues": { "city": "Ulm", "order": { "id": 1 } } }' },
		});
		expect(bodies(sandbox())[0]).toMatchObject({
			input: [{ role: 'user', content: 'Hello' }],
			assistantOverrides: { variableValues: { name: 'Anna', city: 'Ulm', order: { id: 1 } } },
		});
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
	});

	it.each(['😀', '[1, 2]', '{ "a": 1', 'line\nline'])('takes the text %s as it is', async (input) => {
		await send(input);
		expect(bodies(sandbox())[0]).toMatchObject({ input });
	});

	it('sends its reply as a text message', async () => {
		const smsTransport = { type: 'twilio.sms', customer: { number: '+15555550123' } };
		await send('Hello', { ...TO_ASSISTANT, additionalFields: { smsTransport: JSON.stringify(smsTransport) } });
		expect(bodies(sandbox())[0]).toMatchObject({ transport: smsTransport });
	});

	it.each<[string, INodeParameters, string]>([
		['no message', { input: '={{ "" }}' }, "'Message' is empty"],
		['no ID', { input: 'Hello', assistantId: byId('Anna') }, `'Assistant' is "Anna", which is not an ID of Vapi`],
		['a long name', { input: 'x', additionalFields: { chatName: 'x'.repeat(41) } }, "'Chat Name' has 41 characters"],
		['a list of texts', { input: '={{ [1, 2] }}' }, "'Message' is"],
	])('is not sent with %s', async (_, more, message) => {
		const result = await run('sendMessage', { ...TO_ASSISTANT, ...more });
		expect(result.error?.message).toContain(message);
		expect(posts(sandbox())).toEqual([]);
	});

	it.each([500, 503, 429])('is sent once, also where Vapi answers %s', async (status) => {
		sandbox().faults.add({ kind: 'status', method: 'POST', path: '/chat', status, times: 5 });
		const result = await run('sendMessage', { ...TO_ASSISTANT, input: 'Hello' });
		expect(result.error?.message).toContain(String(status));
		expect(posts(sandbox())).toHaveLength(1);
	});

	it('says that a session is not there', async () => {
		const gone = { agent: 'session', sessionId: byId(SQUADS.clinic) };
		const result = await run('sendMessage', { ...gone, input: 'Hello' });
		expect(result.error?.message).toContain('404');
	});
});

it('Create Response answers in the format of OpenAI', async () => {
	const [response] = await put('createResponse', { ...TO_ASSISTANT, input: 'Hello' });
	const content = [{ type: 'output_text', text: 'You wrote: Hello', annotations: [] }];
	expect(response).toMatchObject({ object: 'response', status: 'completed', output: [{ content }] });
	// A chat without an error says so by null, under a key that n8n takes for a failure.
	expect(response).toMatchObject({ vapiError: null });
	expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
});
