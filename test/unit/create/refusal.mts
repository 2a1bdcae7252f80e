import type { Refuse } from '../../../nodes/Vapi/agent/types.ts';

/** What a refused input says. */
export class Refusal extends Error {
	readonly description: string;

	constructor(message: string, description: string) {
		super(message);
		this.description = description;
	}
}

/** Stands in for the node's way to stop an item. */
export const refuse: Refuse = (message, description) => {
	throw new Refusal(message, description);
};

/** The refusal that the function ends in. */
export function refusalOf(run: () => unknown): Refusal {
	try {
		run();
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
	throw new Error('Nothing was refused');
}
