/** Names of people's screens from the names of the contract. */

/** Words that are written in their own way. */
const WORDS: Record<string, string> = {
	...{ ai: 'AI', api: 'API', id: 'ID', ids: 'IDs', json: 'JSON', llm: 'LLM', mcp: 'MCP' },
	...{ sip: 'SIP', sms: 'SMS', uri: 'URI', url: 'URL' },
};

const words = (name: string): string[] =>
	name
		.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
		.split(/[-_.:\s]+/)
		.filter((word) => word !== '');

const capital = (word: string): string =>
	WORDS[word.toLowerCase()] ?? word.charAt(0).toUpperCase() + word.slice(1);

/** `serverUrl` as a label in Title Case: `Server URL`. */
export const labelOf = (name: string): string => words(name).map(capital).join(' ');

/** `knowledgeBase` within a sentence: `knowledge base`. */
export const nounOf = (name: string): string =>
	words(name)
		.map((word) => WORDS[word.toLowerCase()] ?? word.toLowerCase())
		.join(' ');

/** Several of them: `knowledge bases`. */
export const pluralOf = (noun: string): string =>
	/(?<![aeiou])y$/.test(noun)
		? noun.replace(/y$/, 'ies')
		: `${noun}${/(?:s|x|ch)$/.test(noun) ? 'es' : 's'}`;

/** `an assistant`, `a squad`. */
export const oneOf = (noun: string): string => `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
