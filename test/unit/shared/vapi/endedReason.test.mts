import { readFile } from 'node:fs/promises';

import { outcomeOfCall, outcomeOfReason } from '../../../../nodes/shared/vapi/endedReason.ts';

describe('outcomeOfReason', () => {
	it.each([
		['customer-ended-call', 'answered'],
		['customer-ended-call-during-transfer', 'answered'],
		['assistant-ended-call', 'answered'],
		['assistant-said-end-call-phrase', 'answered'],
		['assistant-ended-call-with-hangup-task', 'answered'],
		['assistant-forwarded-call', 'answered'],
		['silence-timed-out', 'answered'],
		['exceeded-max-duration', 'answered'],
		['call.in-progress.twilio-completed-call', 'answered'],
		['call.forwarding.operator-busy', 'answered'],
		['vonage-completed', 'answered'],
		['voicemail', 'voicemail'],
		['customer-did-not-answer', 'no-answer'],
		['call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable', 'no-answer'],
		['call.in-progress.error-providerfault-outbound-sip-408-request-timeout', 'no-answer'],
		['customer-busy', 'busy'],
		['call.in-progress.error-providerfault-outbound-sip-486-busy-here', 'busy'],
		['manually-canceled', 'canceled'],
		['scheduled-call-deleted', 'canceled'],
		['call-deleted', 'canceled'],
		['call.in-progress.error-providerfault-outbound-sip-403-forbidden', 'failed'],
		['call.in-progress.error-vapifault-openai-llm-failed', 'failed'],
		['pipeline-error-openai-llm-failed', 'failed'],
		['pipeline-error-microsoft-voice-request-canceled', 'failed'],
		['call.start.error-vapi-number-international', 'failed'],
		['call.start.assistant-version-error-validation', 'failed'],
		['call-start-error-neither-assistant-nor-server-set', 'failed'],
		['assistant-request-failed', 'failed'],
		['assistant-not-found', 'failed'],
		['assistant-join-timed-out', 'failed'],
		['twilio-failed-to-connect-call', 'failed'],
		['vonage-rejected', 'failed'],
		['vonage-disconnected', 'other'],
		['phone-call-provider-closed-websocket', 'other'],
		['a-reason-of-tomorrow', 'other'],
		['constructor', 'other'],
	])('%s: %s', (reason, outcome) => {
		expect(outcomeOfReason(reason)).toBe(outcome);
	});

	it('leaves next to nothing of what Vapi documents to "other"', async () => {
		const contract = JSON.parse(await readFile('spec/contract.json', 'utf8')) as {
			components: { schemas: { Call: { properties: { endedReason: { enum: string[] } } } } };
		};
		const reasons = contract.components.schemas.Call.properties.endedReason.enum;
		expect(reasons.length).toBeGreaterThan(500);
		expect(reasons.filter((reason) => outcomeOfReason(reason) === 'other').sort()).toEqual([
			'call.ringing.hook-executed-say',
			'call.ringing.hook-executed-transfer',
			'phone-call-provider-closed-websocket',
			'vonage-disconnected',
		]);
		const failures = reasons.filter((reason) => /error-(vapifault|providerfault)/.test(reason));
		expect(failures.length).toBeGreaterThan(200);
		expect(new Set(failures.map(outcomeOfReason))).toEqual(new Set(['failed', 'no-answer']));
	});
});

describe('outcomeOfCall', () => {
	it.each([
		[{ status: 'queued' }, undefined],
		[{ status: 'in-progress', endedReason: '' }, undefined],
		[{ status: 'ended' }, 'other'],
		[{ status: 'ended', endedReason: 'voicemail' }, 'voicemail'],
		[{}, undefined],
	])('%j: %p', (call, outcome) => {
		expect(outcomeOfCall(call)).toBe(outcome);
	});
});
