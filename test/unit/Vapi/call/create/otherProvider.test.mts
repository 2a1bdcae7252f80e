import { bodyOf } from '../../../../../nodes/Vapi/call/create/callBody.ts';
import { readCallForm } from '../../../../../nodes/Vapi/call/create/callForm.ts';
import type { Parameters } from '../../reader.mts';
import { added, createReader, nameInCreate } from '../../reader.mts';

const ASSISTANT = '5b0a4a08-133c-4146-9315-0984f8c6be80';
const CALL = {
	callType: 'phone',
	agent: 'assistant',
	assistantId: { value: ASSISTANT },
	to: '+15555550123',
};
/** The request of a form, whose optional fields are given by the last part of their names. */
const build = (more: Parameters = {}, fields: Parameters = {}) => {
	const parameters = { ...CALL, ...added(fields), ...more };
	return bodyOf(readCallForm(createReader(parameters)), {}, nameInCreate);
};

describe('JSON that brings another provider', () => {
	const FORM = {
		model: { modelProvider: 'openai', model: 'gpt-4o', modelMaxTokens: 99 },
		voice: { voiceProvider: '11labs', voiceId: 'old', voiceStability: 0.5 },
		transcriber: { transcriberProvider: 'deepgram', transcriberModel: 'nova-3', transcriberLanguage: 'en' },
	};
	const OTHER = {
		model: { provider: 'custom-llm', url: 'https://llm.example.com', model: 'own' },
		voice: { provider: 'azure', voiceId: 'andrew' },
		transcriber: { provider: 'talkscriber' },
	};
	const parts = Object.keys(FORM) as Array<keyof typeof FORM>;
	const agents = [
		['assistant', 'assistantOverrides', 'assistantOverrides'],
		['squad', 'squadOverrides', 'assistantOverrides'],
		['newAssistant', 'assistant', 'assistantJson'],
	] as const;
	const cases = parts.flatMap((part) => agents.map(([agent, place, json]) => ({ part, agent, place, json })));
	const possible = cases.filter(({ part, agent }) => !(part === 'model' && agent === 'squad'));

	test.each(possible)('$part of $agent: nothing of the old one is sent', ({ part, agent, place, json }) => {
		const target = { assistant: { assistantId: { value: ASSISTANT } }, squad: { assistantId: undefined, squadId: { value: ASSISTANT } }, newAssistant: { assistantId: undefined } }[agent];
		const laid = { [part]: OTHER[part] };
		const ways = [{ [json]: laid }, { additionalBody: { [place]: laid } }];
		for (const way of ways) {
			const body = build({ agent, ...target }, { ...FORM[part], ...way });
			expect((body[place] as typeof laid)[part]).toEqual(OTHER[part]);
		}
		// JSON that has the provider of the form, or none, is laid over it as ever.
		const more = { additionalBody: { [place]: { [part]: { more: 1 } } } };
		const both = build({ agent, ...target }, { ...FORM[part], ...more });
		expect((both[place] as typeof laid)[part]).toMatchObject({ more: 1, provider: expect.any(String) });
	});

	test('of a saved assistant, too', () => {
		const saved = { voice: { provider: '11labs', voiceId: 'old', stability: 0.5, cachingEnabled: false } };
		const json = { voice: OTHER.voice };
		for (const way of [{ assistantOverrides: json }, { additionalBody: { assistantOverrides: json } }]) {
			const parameters = { ...CALL, ...added({ voiceSpeed: 1.1, ...way }) };
			const body = bodyOf(readCallForm(createReader(parameters)), saved, nameInCreate);
			expect(body.assistantOverrides).toEqual({
				voice: { ...OTHER.voice, speed: 1.1, cachingEnabled: false },
			});
		}
	});
});
