import { Refusal } from '../../nodes/shared/base/refusal.ts';

export { Refusal };

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
