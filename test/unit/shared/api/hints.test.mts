import type { IDataObject } from 'n8n-workflow';

import { messagesOf } from '../../../../nodes/shared/api/answerText.ts';
import type { NodeError } from '../../../../nodes/shared/api/errorFactory.ts';
import { answerError } from '../../../../nodes/shared/api/requestErrors.ts';
import { createContext } from './context.mts';

const ctx = createContext({ credential: {} });

function errorFor(statusCode: number, body: unknown, path = '/call', sent?: IDataObject): NodeError {
	return answerError(ctx, { method: 'POST', path, body: sent }, { statusCode, headers: {}, body }, []);
}

describe('messagesOf', () => {
	it.each<[string, unknown, string[]]>([
		['a list', { message: ['a', 'b', 'a'], error: 'Bad Request' }, ['a', 'b']],
		['a text', { message: 'a', error: 'Bad Request', statusCode: 400 }, ['a']],
		['only an error', { error: 'assistant_pinned' }, ['assistant_pinned']],
		['a nested message', { message: { message: ['a'] } }, ['a']],
		['a reason beside it', { message: 'No', reason: 'wallet_missing' }, ['No', 'wallet_missing']],
		['an empty message', { message: '', error: 'Bad Request' }, ['Bad Request']],
		['plain text', 'error code: 1010', ['error code: 1010']],
		['a page', '<!DOCTYPE html><html><title>502 Bad\nGateway</title><p>x</p>', ['502 Bad Gateway']],
		['a problem (RFC 9457)', { type: 'about:blank', title: 'Forbidden', detail: 'No such route' }, ['No such route']],
		['a title alone', { title: 'Service Unavailable', status: 503 }, ['Service Unavailable']],
		['OAuth', { error_description: 'The token has expired' }, ['The token has expired']],
		['a list of errors', { errors: [{ detail: 'a' }, { message: 'b' }] }, ['a', 'b']],
		['texts of errors', { errors: ['a', 'b'] }, ['a', 'b']],
		['a message of AWS', { Message: 'User is not authorized' }, ['User is not authorized']],
		['a fault of Apigee', { fault: { faultstring: 'Spike arrest', detail: {} } }, ['Spike arrest']],
		['msg', { code: 5, msg: 'rate limited' }, ['rate limited']],
		['XML', '<?xml version="1.0"?><Error><Code>X</Code><Message>Access Denied</Message></Error>', ['Access Denied']],
		['markup in a message', { message: 'a <b>b</b>' }, ['a b']],
		['nothing', '', []],
		['null', null, []],
		['a number', 5, []],
	])('reads %s', (_name, body, expected) => {
		expect(messagesOf(body)).toEqual(expected);
	});

	it('cuts what is too long', () => {
		expect(messagesOf('x'.repeat(5000))[0]).toHaveLength(601);
	});
});

describe('a refusal', () => {
	it('joins what Vapi says into one sentence', () => {
		const error = errorFor(400, { message: ['a must be b', 'c must be d'] });
		expect(error.message).toBe('Vapi refused the request (400): a must be b; c must be d');
	});

	it('keeps a text that holds the name of a network code', () => {
		expect(errorFor(400, { message: 'EPERM and ENOENT' }).message).toContain('EPERM and ENOENT');
	});

	it.each<[string, number, unknown, string]>([
		['the wrong key', 401, { message: 'Invalid Key. Hot tip, …' }, 'private key'],
		['the wrong region', 401, { message: 'Invalid Key.' }, 'Region'],
		['the firewall', 403, 'error code: 1010', 'firewall'],
		[
			'no country code',
			400,
			{ message: ['customer.number must be a valid phone number in the E.164 format.'] },
			"'Country Code'",
		],
		[
			'a free number',
			400,
			{ message: "Couldn't Start Call. Numbers Bought On Vapi Have A Daily Outbound Call Limit." },
			'imported from Twilio',
		],
		[
			'another country',
			400,
			{ message: "Couldn't start call. Free Vapi numbers do not support international calls.", subscriptionLimits: {} },
			'within the US only',
		],
		['no number', 400, { message: 'Need Either `phoneNumberId` Or `phoneNumber`.' }, "'From'"],
		['the concurrency limit', 400, { message: 'Over Concurrency Limit' }, 'concurrency slots'],
		['a URL', 400, { message: ['server.url must be al valid URL.'] }, 'https://'],
		['billing', 402, { message: 'x', reason: 'insufficient_credits' }, 'credits'],
		['an agent that is gone', 400, { message: 'x Does Not Exist.' }, 'Check the ID'],
		['a redirect', 307, '', 'Base URL'],
		['something unknown', 404, { message: 'Not Found' }, 'Check the ID'],
		['something in use', 409, { error: 'assistant_pinned', message: 'x' }, 'still uses this'],
		['too many requests', 429, { message: 'Rate limit exceeded' }, 'Wait a minute'],
	])('gives a way out: %s', (_name, status, body, hint) => {
		expect(errorFor(status, body).description).toContain(hint);
	});

	it.each([
		['maxDurationSeconds', /use the field 'Max Duration \(Seconds\)', or in JSON it belongs under 'Assistant Overrides \(JSON\)'/],
		['metadata', /use the field 'Metadata', or/],
		['tools:append', /use the field 'Tools \(JSON\)', or in JSON it belongs under/],
		['hooks', /'hooks' is no property of the call itself: it belongs under 'Assistant Overrides \(JSON\)'/],
		['to', /use the field 'To', or in JSON customer\.number/],
		['caller_id', /use the field 'From', or in JSON phoneNumberId/],
		['webhook_url', /use the field 'Webhook URL', or in JSON assistantOverrides\.server\.url/],
		['serverUrl', /use the field 'Webhook URL', or in JSON server\.url, under 'Assistant Overrides \(JSON\)'/],
		['endCallFunctionEnabled', /a tool of the type endCall in model\.tools, under 'Assistant Overrides \(JSON\)'/],
		['backchannelingEnabled', /nothing in its place/],
		['systemPrompt', /use the field 'System Prompt'\.$/],
		['constructor', /does not know 'constructor' here/],
		['nonsense', /does not know 'nonsense' here/],
	])('tells where the unknown property %s belongs', (name, hint) => {
		const body = { message: [`property ${name} should not exist`], statusCode: 400 };
		expect(errorFor(400, body).description).toMatch(hint);
	});

	it.each([
		['assistant.property serverUrl', /'Webhook URL', or in JSON server\.url\.$/],
		['assistantOverrides.property silenceTimeoutSeconds', /hooks for customer\.speech\.timeout/],
		['assistantOverrides.property tools', /tools:append/],
		['squad.members.0.assistant.property recordingEnabled', /in JSON artifactPlan\.recordingEnabled\.$/],
		['assistant.model.property systemPrompt', /'System Prompt', or in JSON messages with the role system/],
		['assistant.model.property functions', /in JSON, tools does/],
		['assistantOverrides.voice.property voice_id', /'Voice ID', or in JSON voiceId/],
		['assistant.server.property secret', /in JSON, headers or credentialId does/],
		['assistant.model.property model', /does not know 'assistant\.model\.model' here/],
		['assistant.transcriber.property model', /^Vapi does not know 'assistant\.transcriber\.model' here/],
		['customer.property mood', /does not know 'customer\.mood' here/],
	])('tells what "%s should not exist" means there', (said, hint) => {
		const { description } = errorFor(400, { message: [`${said} should not exist`] });
		expect(description).toMatch(hint);
		expect(description).not.toMatch(/assistantOverrides\.server/);
	});

	it('looks for another server where one refuses what every call has', () => {
		const names = ['assistantId', 'customer', 'phoneNumberId', 'assistantOverrides'];
		const message = names.map((name) => `property ${name} should not exist`);
		expect(errorFor(400, { message }).description).toMatch(/^Vapi knows these.*Base URL/);
		expect(errorFor(400, { message }, '/call/web').description).not.toMatch(/Base URL/);
	});

	it.each<[string, IDataObject]>([
		['/call', { assistantId: 'a', customer: {} }],
		['/call/web', { assistantId: 'a', assistantOverrides: {} }],
		['/call/7', { name: 'Reminder' }],
		['/assistant/7', { server: {}, serverMessages: [] }],
		['/chat', { input: 'Hi' }],
	])('looks for another server where %s is refused whole: %j', (path, sent) => {
		const refused = (names: string[]) =>
			errorFor(400, { message: names.map((name) => `property ${name} should not exist`) }, path, sent);
		expect(refused(Object.keys(sent)).description).toMatch(/another server.*Base URL/);
		expect(refused(['other']).description).not.toMatch(/Base URL/);
		const partly = errorFor(400, { message: ['property x should not exist'] }, path, { ...sent, x: 1 });
		expect(partly.description).not.toMatch(/Base URL/);
	});

	it.each([
		[{ message: 'Invalid Key. Hot tip, you may be using the private key.' }, 'Vapi does not accept this key (401)'],
		[{ message: 'Missing Authorization Header.' }, 'Vapi does not accept this key (401)'],
		['', 'Vapi does not accept this key (401)'],
		[{ message: 'No seat for you' }, 'Vapi does not accept this key (401): No seat for you'],
	])('calls a key that is not accepted so: %j', (body, message) => {
		expect(errorFor(401, body).message).toBe(message);
	});

	it('repeats no tip of Vapi about keys for live control either', () => {
		const error = errorFor(401, { message: 'Invalid Key. Hot tip, you may be using …' }, '/control');
		expect(error.message).toBe('Vapi refused the request (401)');
		expect(error.description).toContain('Public Key');
	});

	it('reads where a nested unknown property stands', () => {
		const body = { message: ['assistantOverrides.property metadata should not exist', 'x'] };
		expect(errorFor(400, body).description).toContain("'assistantOverrides.metadata'");
	});

	it('says so for every one of several', () => {
		const body = {
			message: ['property to should not exist', 'property firstMessage should not exist'],
		};
		const { description } = errorFor(400, body);
		expect(description).toMatch(/customer\.number.*First Message/);
	});
});

describe('the list of what belongs under Assistant Overrides', () => {
	it('is that of the contract', async () => {
		const { readFile } = await import('node:fs/promises');
		const contract = JSON.parse(await readFile('spec/contract.json', 'utf8')) as {
			components: { schemas: Record<string, { properties: object }> };
		};
		const { AssistantOverrides, CreateCallDTO } = contract.components.schemas;
		const ofCall = Object.keys(CreateCallDTO?.properties ?? {});
		const keys = Object.keys(AssistantOverrides?.properties ?? {});
		const only = keys.filter((key) => !ofCall.includes(key));
		expect(only.length).toBeGreaterThan(20);
		for (const key of only) {
			const { description } = errorFor(400, { message: [`property ${key} should not exist`] });
			expect(description).toContain('Assistant Overrides');
		}
	});
});
