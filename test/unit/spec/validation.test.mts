import { readContract } from '../../../scripts/spec/contract.mts';
import { CONTRACT } from '../../../scripts/spec/files.mts';
import { createValidators } from '../../../scripts/spec/validation.mts';

const validatorFor = createValidators(readContract(CONTRACT));
const create = validatorFor('POST', '/call');

const found = (request: Parameters<typeof create>[0], check = create) =>
	check(request).map(
		({ in: where, instancePath, message }) => `${where}${instancePath} ${message}`,
	);

describe('createValidators', () => {
	it.each([
		{ assistantId: 'a', phoneNumberId: 'p', customer: { number: '+15555550123' } },
		{ assistantOverrides: { transcriber: { provider: 'deepgram', model: 'nova-3' } } },
		{ assistantOverrides: { backgroundSound: 'off', serverMessages: ['hang', 'status-update'] } },
		{ assistant: { model: { provider: 'openai', model: 'gpt-4o', temperature: 0.2 } } },
		{ assistant: { voice: { provider: '11labs', voiceId: 'sarah' }, voicemailDetection: 'off' } },
		{ assistantVersion: null },
		{
			transport: {
				provider: 'vapi.websocket',
				audioFormat: { format: 'mulaw', container: 'raw', sampleRate: 8000 },
			},
		},
		{ assistantOverrides: { variableValues: { any: { thing: [1] } } } },
	])('takes what Vapi takes: %j', (body) => {
		expect(found({ body })).toEqual([]);
	});

	it.each([
		[{ to: '+15555550123' }, 'body must NOT have additional properties'],
		[
			{ assistant: { transcriber: { provider: 'deepgram', modl: 'nova-3' } } },
			'body/assistant/transcriber must NOT have additional properties',
		],
		[{ name: 'x'.repeat(41) }, 'body/name must NOT have more than 40 characters'],
		[
			{ assistantOverrides: { maxDurationSeconds: 5 } },
			'body/assistantOverrides/maxDurationSeconds must be >= 10',
		],
		[{ phoneNumberId: null }, 'body/phoneNumberId must be string'],
	])('refuses what Vapi refuses: %j', (body, violation) => {
		expect(found({ body })).toContain(violation);
	});

	it('checks path and query with values as they come in a URL', () => {
		const list = validatorFor('get', '/call');
		expect(
			found({ query: { limit: '10', createdAtGe: '2026-01-01T00:00:00.000Z' } }, list),
		).toEqual([]);
		expect(found({ query: { limit: '1001', status: 'ended' } }, list)).toEqual([
			'query must NOT have additional properties',
			'query/limit must be <= 1000',
		]);
		expect(found({ params: { id: 'nope' } }, validatorFor('get', '/call/{id}'))).toEqual([
			'path/id must match format "uuid"',
		]);
	});
});
