/** How often the node looks at a file that is processed, in milliseconds. */
export interface FileTiming {
	/** First pause between two looks; it doubles up to `most`. */
	first: number;
	most: number;
}

/** A page of text is ready within seconds, a book after a minute. */
export const fileTiming: FileTiming = { first: 1_000, most: 10_000 };
