import { EVALS, FILES, PERSONALITIES, entity, type Seed } from '../seed.mts';

/** What is on the sandbox's shelves when nothing else is given. A new copy at each call. */
export function defaultShelves(): Seed['shelves'] {
	return {
		'/file': [
			entity({
				id: FILES.priceList,
				object: 'file',
				status: 'done',
				...{ name: 'Prices', originalName: 'prices.pdf', mimetype: 'application/pdf', bytes: 48_213 },
			}),
		],
		'/eval': [
			entity({
				id: EVALS.cancels,
				type: 'chat.mockConversation',
				name: 'Caller cancels an appointment',
				messages: [
					{ role: 'user', content: 'I have to cancel.' },
					{ role: 'assistant', judgePlan: { type: 'regex', content: '.*cancel.*' } },
				],
			}),
		],
		'/eval/simulation/personality': [
			entity({
				id: PERSONALITIES.hurried,
				name: 'Customer in a hurry',
				assistant: { model: { provider: 'openai', model: 'gpt-4o' } },
			}),
		],
	};
}
