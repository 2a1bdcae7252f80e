/** How a call goes: chosen by the number that is dialed. */
export interface Story {
	/** Vapi's endedReason. */
	endedReason: string;
	/** Does someone (or a machine) pick up? */
	answered: boolean;
	/** Does it ring at all? */
	rings: boolean;
	/** Length of the conversation in seconds, when nobody ends it from outside. */
	talkSeconds: number;
	/** Recordings and logs: after a few seconds, late (a minute), or never. */
	artifacts: 'soon' | 'late' | 'never';
	/** Stays in progress until it is ended from outside. */
	endless?: boolean;
}

const TALK: Story = {
	endedReason: 'customer-ended-call',
	answered: true,
	rings: true,
	talkSeconds: 42,
	artifacts: 'soon',
};

const UNANSWERED: Story = { ...TALK, answered: false, talkSeconds: 0, artifacts: 'never' };

/** A number that the sandbox refuses to call with a 400, alone or in a batch. */
export const REFUSED_NUMBER = '+15555550160';

/** Numbers with a story of their own; every other number has an ordinary conversation. */
export const MAGIC_NUMBERS: Record<string, Partial<Story>> = {
	'+15555550161': { endedReason: 'assistant-ended-call', talkSeconds: 75 },
	'+15555550162': { endedReason: 'silence-timed-out', talkSeconds: 30 },
	'+15555550163': { endedReason: 'exceeded-max-duration', talkSeconds: 600 },
	'+15555550164': { endedReason: 'assistant-forwarded-call', talkSeconds: 20 },
	'+15555550165': { endless: true },
	'+15555550166': { ...UNANSWERED, endedReason: 'customer-busy' },
	'+15555550167': { ...UNANSWERED, endedReason: 'customer-did-not-answer' },
	'+15555550168': { endedReason: 'voicemail', talkSeconds: 12 },
	'+15555550169': {
		...UNANSWERED,
		endedReason: 'call.start.error-vapi-number-international',
		rings: false,
	},
	'+15555550170': {
		endedReason: 'call.in-progress.error-providerfault-openai-llm-failed',
		talkSeconds: 9,
	},
	'+15555550171': { artifacts: 'never' },
	'+15555550172': { artifacts: 'late' },
};

/** The story behind a number; calls without one (web, WebSocket, inbound) are ordinary conversations. */
export function storyOf(number: unknown): Story {
	return { ...TALK, ...(typeof number === 'string' ? MAGIC_NUMBERS[number] : {}) };
}
