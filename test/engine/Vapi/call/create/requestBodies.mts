import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS } from '../../../../../sandbox/seed.mts';
import type { Sandbox } from '../../../../../sandbox/server.mts';
import { bodies, callParameters, filledIn, posts, runVapi } from '../../../support.mts';

/** The body of a phone call that is complete, as `callParameters` asks for it. */
export const phone = {
	assistantId: ASSISTANTS.receptionist,
	phoneNumberId: PHONE_NUMBERS.main,
	customer: { number: '+15555550123' },
};

/** What the sandbox's receptionist is made of. */
export const savedModel = {
	provider: 'openai',
	model: 'gpt-4o',
	messages: [{ role: 'system', content: 'You are the receptionist of a small clinic.' }],
};
export const savedVoice = { provider: 'vapi', voiceId: 'Elliot' };
export const savedTranscriber = { provider: 'deepgram', model: 'nova-3', language: 'en' };

/** The body of that call with these overrides of its assistant. */
export const assistantOverrides = (value: object) => ({ ...phone, assistantOverrides: value });

/** The body of that call with more about its customer. */
export const customer = (value: object) => ({
	...phone,
	customer: { number: '+15555550123', ...value },
});

/** The value of a list of names and values in a form. */
export const rows = (values: INodeParameters[]) => ({ values });

/** Places a call with these fields alone, and expects this body in its request. */
export async function expectBody(
	sandbox: Sandbox,
	fields: INodeParameters,
	body: object,
): Promise<void> {
	const result = await runVapi(sandbox, callParameters(filledIn(fields)));

	expect(result.error).toBeUndefined();
	expect(bodies(sandbox)).toEqual([body]);
	expect(posts(sandbox).map(({ status }) => status)).toEqual([201]);
}
