import { ASSISTANTS, PHONE_NUMBERS } from '../../../sandbox/seed.mts';
import type { JsonObject } from '../../../sandbox/types.mts';
import { liveOut } from './client.mts';
import { number, useHooked } from './hooked.mts';

const { sandbox, receiver } = useHooked();

describe('inbound calls', () => {
	it('reach the assistant of the number', async () => {
		const call = await sandbox().inbound({ from: number });
		expect(call).toMatchObject({
			type: 'inboundPhoneCall',
			assistantId: ASSISTANTS.receptionist,
			customer: { number },
		});
		expect(await liveOut(sandbox(), call.id)).toMatchObject({ status: 'ended' });
		expect(sandbox().dials).toEqual([]);
	});

	it.each<[string, unknown, number, JsonObject]>([
		['an assistant', { assistantId: ASSISTANTS.leadQualifier }, 200, { status: 'ringing' }],
		[
			'nothing',
			{},
			200,
			{ status: 'ended', endedReason: 'assistant-request-returned-invalid-assistant' },
		],
		[
			'an assistant that does not exist',
			{ assistantId: 'nobody' },
			200,
			{ endedReason: 'assistant-request-returned-invalid-assistant' },
		],
		[
			'spoken words',
			{ error: 'We are closed.' },
			200,
			{ endedReason: 'assistant-request-returned-error', endedMessage: 'We are closed.' },
		],
		[
			'a number to forward to',
			{ destination: { type: 'number', number } },
			200,
			{ endedReason: 'assistant-request-returned-forwarding-phone-number' },
		],
		['a failure', {}, 500, { endedReason: 'assistant-request-failed' }],
	])('ask the server who talks, and are told %s', async (_, answer, status, expected) => {
		receiver.answer = answer;
		receiver.statuses = [status];
		sandbox().state.orgServer = { url: receiver.url };
		const call = await sandbox().inbound({ phoneNumberId: PHONE_NUMBERS.noAssistant });
		expect(call).toMatchObject(expected);
		expect(receiver.of('assistant-request')).toMatchObject([{ call: { id: call.id } }]);
		await sandbox().settled();
	});

	it('end where nobody can be asked', async () => {
		const call = await sandbox().inbound({ phoneNumberId: PHONE_NUMBERS.noAssistant });
		expect(call.endedReason).toBe('call-start-error-neither-assistant-nor-server-set');
	});
});
