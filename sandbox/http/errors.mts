import type { Reply } from '../types.mts';

const NAMES: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	404: 'Not Found',
	500: 'Internal Server Error',
	503: 'Service Unavailable',
};

/**
 * A refusal in the shape that Vapi's framework writes; `message` is a list for refused fields and one
 * string for refused policy.
 */
export class Refusal extends Error {
	readonly status: number;
	readonly messages: string | string[];

	constructor(status: number, messages: string | string[]) {
		super([messages].flat().join('; '));
		this.status = status;
		this.messages = messages;
	}

	/** The answer that the caller gets. */
	reply(): Reply {
		return {
			status: this.status,
			body: { message: this.messages, error: NAMES[this.status], statusCode: this.status },
		};
	}
}
