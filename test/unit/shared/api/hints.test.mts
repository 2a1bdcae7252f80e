import { messagesOf } from '../../../../nodes/shared/api/answerText.ts';
import type { NodeError } from '../../../../nodes/shared/api/errorFactory.ts';
import { answerError } from '../../../../nodes/shared/api/requestErrors.ts';
import { createContext } from './context.mts';

const ctx = createContext({ credential: {} });

function errorFor(statusCode: number, body: unknown, path = '/call'): NodeError {
	return answerError(ctx, { method: 'POST', path }, { statusCode, headers: {}, body }, []);
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
			'Default Country Code',
		],
		[
			'a free number',
			400,
			{ message: "Couldn't Start Call. Numbers Bought On Vapi Have A Daily Outbound Call Limit." },
			'imported from Twilio',
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
		['maxDurationSeconds', "'maxDurationSeconds' belongs under Assistant Overrides"],
		['metadata', "'metadata' belongs under Assistant Overrides"],
		['tools:append', "'tools:append' belongs under Assistant Overrides"],
		['to', "Vapi calls 'to' 'customer.number'"],
		['caller_id', "Vapi calls 'caller_id' 'phoneNumberId'"],
		['webhook_url', "Vapi calls 'webhook_url' 'assistantOverrides.server.url'"],
		['nonsense', "Vapi does not know 'nonsense' here"],
	])('tells where the unknown property %s belongs', (name, hint) => {
		const body = { message: [`property ${name} should not exist`], statusCode: 400 };
		expect(errorFor(400, body).description).toContain(hint);
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
		expect(description).toMatch(/customer\.number.*firstMessage/);
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
