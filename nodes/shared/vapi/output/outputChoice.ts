/** What the parameters Output and Fields say. */
export interface OutputChoice {
	mode: 'simple' | 'fields' | 'raw';
	/** Chosen under Fields, beside what comes always. */
	fields: readonly string[];
}
