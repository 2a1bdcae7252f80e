import type { IDataObject } from 'n8n-workflow';

import { simplifyCall } from '../../../../nodes/shared/vapi/simplifyCall.ts';

const ended: IDataObject = {
	id: '1',
	orgId: 'o',
	type: 'outboundPhoneCall',
	status: 'ended',
	endedReason: 'customer-ended-call',
	createdAt: '2026-08-20T09:59:50.000Z',
	startedAt: '2026-08-20T10:00:00.000Z',
	endedAt: '2026-08-20T10:01:30.600Z',
	cost: 0.12,
	customer: { number: '+15555550123', name: 'Ada' },
	analysis: { summary: 'They talked.', successEvaluation: 'true', structuredData: { a: 1 } },
	artifact: {
		transcript: 'AI: Hello',
		structuredOutputs: {
			'id-1': { name: 'Interest', result: 'high' },
			'id-2': { name: 'Interest', result: 'low' },
			'id-3': { result: { when: 'now' } },
		},
	},
};

it('gives the ten fields of a call that was answered', () => {
	expect(simplifyCall(ended)).toEqual({
		id: '1',
		status: 'ended',
		outcome: 'answered',
		customerNumber: '+15555550123',
		startedAt: '2026-08-20T10:00:00.000Z',
		durationSeconds: 91,
		cost: 0.12,
		summary: 'They talked.',
		transcript: 'AI: Hello',
		structuredOutputs: {
			Interest: 'high',
			'Interest (id-2)': 'low',
			'id-3': { when: 'now' },
			structuredData: { a: 1 },
			successEvaluation: 'true',
		},
	});
});

it('gives the reason where nobody talked', () => {
	const call = { ...ended, endedReason: 'customer-busy' };
	expect(simplifyCall(call)).toMatchObject({ outcome: 'busy', endedReason: 'customer-busy' });
	expect(simplifyCall(call)).not.toHaveProperty('summary');
});

it.each(['customer-ended-call', 'customer-busy', 'pipeline-error-x', 'x', undefined])(
	'gives at most ten fields, the ID among them, for the reason %s',
	(endedReason) => {
		for (const status of ['queued', 'in-progress', 'ended']) {
			const call = { ...ended, status, endedReason, webCallUrl: 'https://x.example' };
			const fields = simplifyCall(call);
			expect(Object.keys(fields).length).toBeLessThanOrEqual(10);
			expect(fields).toMatchObject({ id: '1', status });
		}
	},
);

it('leaves out what a new call does not have yet', () => {
	const call = { id: '1', status: 'queued', customer: { sipUri: 'sip:ada@example.com' }, cost: 0 };
	expect(simplifyCall({ ...call, artifact: null, analysis: null, endedAt: null })).toEqual({
		id: '1',
		status: 'queued',
		customerNumber: 'sip:ada@example.com',
		cost: 0,
	});
});

it('says where to join web and WebSocket calls', () => {
	expect(simplifyCall({ id: '1', status: 'queued', webCallUrl: 'https://x.example' })).toEqual({
		id: '1',
		status: 'queued',
		joinUrl: 'https://x.example',
	});
	const transport = { websocketCallUrl: 'wss://x.example' };
	expect(simplifyCall({ id: '1', status: 'queued', transport }).joinUrl).toBe('wss://x.example');
	expect(simplifyCall({ ...ended, transport })).not.toHaveProperty('joinUrl');
});
