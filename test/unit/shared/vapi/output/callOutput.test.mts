import type { IDataObject } from 'n8n-workflow';

import { callFields } from '../../../../../nodes/shared/vapi/output/callFields.ts';
import {
	callFieldNames,
	callOutput,
	simplifyCall,
} from '../../../../../nodes/shared/vapi/output/callOutput.ts';

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
	assistantOverrides: { metadata: { lead: 7 }, variableValues: { day: 'Friday' } },
	analysis: { summary: 'They talked.', successEvaluation: 'true', structuredData: { a: 1 } },
	artifact: {
		transcript: 'AI: Hello',
		recording: { mono: { combinedUrl: 'https://x.example/mono.wav' } },
		structuredOutputs: {
			'id-1': { name: 'Interest', result: 'high' },
			'id-2': { name: 'Interest', result: 'low' },
			'id-3': { result: { when: 'now' } },
		},
	},
};

const selected = (call: IDataObject, ...fields: string[]) =>
	callOutput(call, { mode: 'fields', fields });

describe('a simplified call', () => {
	it('has ten fields where it was answered', () => {
		expect(simplifyCall(ended)).toEqual({
			id: '1',
			status: 'ended',
			outcome: 'answered',
			summary: 'They talked.',
			customerNumber: '+15555550123',
			durationSeconds: 91,
			transcript: 'AI: Hello',
			recordingUrl: 'https://x.example/mono.wav',
			structuredOutputs: {
				Interest: 'high',
				'Interest (id-2)': 'low',
				'id-3': { when: 'now' },
				structuredData: { a: 1 },
				successEvaluation: 'true',
			},
			metadata: { lead: 7 },
		});
	});

	it('gives the reason where nobody talked', () => {
		const call = { ...ended, endedReason: 'customer-busy' };
		expect(simplifyCall(call)).toMatchObject({ outcome: 'busy', endedReason: 'customer-busy' });
		expect(simplifyCall(call)).not.toHaveProperty('summary');
	});

	it.each(['customer-ended-call', 'customer-busy', 'pipeline-error-x', 'x', undefined])(
		'has at most ten fields, the ID among them, for the reason %s',
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
		const empty = { artifact: {}, analysis: null, endedAt: null, transcript: '', metadata: {} };
		expect(simplifyCall({ ...call, ...empty })).toEqual({
			id: '1',
			status: 'queued',
			customerNumber: 'sip:ada@example.com',
		});
	});

	it('says where to join web and WebSocket calls until they have ended', () => {
		const transport = { websocketCallUrl: 'wss://x.example' };
		expect(simplifyCall({ id: '1', status: 'queued', webCallUrl: 'https://x.example' })).toEqual({
			id: '1',
			status: 'queued',
			joinUrl: 'https://x.example',
		});
		expect(simplifyCall({ id: '1', status: 'queued', transport }).joinUrl).toBe('wss://x.example');
		expect(simplifyCall({ ...ended, transport })).not.toHaveProperty('joinUrl');
	});
});

describe('the selected fields of a call', () => {
	it('are the ID and what was chosen, null where there is nothing', () => {
		expect(selected(ended)).toEqual({ id: '1' });
		expect(selected(ended, 'customerName', 'squadId', 'variables')).toEqual({
			id: '1',
			customerName: 'Ada',
			squadId: null,
			variables: { day: 'Friday' },
		});
	});

	it.each<[string, IDataObject, unknown]>([
		['a new call', { status: 'queued', cost: 0 }, null],
		['a call in progress', { status: 'in-progress', cost: 0, startedAt: ended.startedAt }, null],
		['a call in progress that has cost something', { status: 'in-progress', cost: 0.01 }, 0.01],
		['a call that ended for nothing', { status: 'ended', endedReason: 'customer-busy', cost: 0 }, 0],
		['a call whose cost stands in its parts', { endedAt: ended.endedAt, costBreakdown: { total: 0.2 } }, 0.2],
	])('hold no cost that means nothing yet: %s', (_name, call, cost) => {
		expect(selected(call, 'cost').cost).toBe(cost);
	});

	it.each([
		['inboundPhoneCall', 'inbound'],
		['outboundPhoneCall', 'outbound'],
		['webCall', 'web'],
		['vapi.websocketCall', 'websocket'],
		['constructor', 'constructor'],
	])('say which way a call of type %s goes: %s', (type, direction) => {
		expect(selected({ type }, 'direction').direction).toBe(direction);
	});

	it('hold settings of the call over those of its assistant', () => {
		const call = {
			assistant: { metadata: { team: 'a', lead: 1 } },
			assistantOverrides: { metadata: { lead: 2, list: 'b' } },
			customer: { assistantOverrides: { metadata: { lead: 3 } } },
		};
		expect(selected(call, 'metadata').metadata).toEqual({ team: 'a', lead: 3, list: 'b' });
	});

	it('are about 30, each with a name of its own, sorted by it', () => {
		const names = callFields.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(callFieldNames).size).toBe(names.length);
		expect(callFieldNames).not.toContain('id');
		expect(names.length).toBeGreaterThanOrEqual(25);
		expect(names.length).toBeLessThanOrEqual(35);
		expect([...names].sort((a, b) => a.localeCompare(b, 'en'))).toEqual(names);
	});
});

it('all of a call is what Vapi gave', () => {
	expect(callOutput(ended, { mode: 'raw', fields: [] })).toEqual(ended);
});
