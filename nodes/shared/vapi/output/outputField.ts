/** How the value at the places of a field is read (readings.ts has the code of each). */
export type ReadingName =
	| 'anything'
	| 'cost'
	| 'destination'
	| 'direction'
	| 'duration'
	| 'lastRole'
	| 'lastText'
	| 'list'
	| 'merged'
	| 'notUploaded'
	| 'object'
	| 'outcome'
	| 'outputs'
	| 'reason'
	| 'reply'
	| 'said'
	| 'systemPrompt'
	| 'text'
	| 'time'
	| 'transcript'
	| 'uploaded'
	| 'yesOrNo';

/** One field that a resource or an event can be put out with: its names, and where it is read from. */
export interface OutputField {
	/** Key of the item, and value of the option under Fields. */
	readonly field: string;
	/** Name on the screen. */
	readonly name: string;
	readonly description?: string;
	/** Text, unless it says something else. */
	readonly as?: ReadingName;
	/** Paths of keys, the best first: a place without a value never hides one that has some. */
	readonly from: readonly string[];
	/** Part of Simplified, where that is always the same fields. */
	readonly simplified?: boolean;
}
