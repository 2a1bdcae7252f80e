import type { ErrorObject } from 'ajv';

type Fault = ErrorObject;

/** `/requestBody/customers/0/number` as the server names it: `customers.0.number`. */
const placeOf = ({ instancePath }: Fault): string[] =>
	instancePath
		.split('/')
		.slice(2)
		.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What the server says about a property, without its place. */
const wordsOf = (name: string, fault: Fault): string => {
	const { keyword, params } = fault;
	switch (keyword) {
		case 'type':
			return typeWords(name, String(params.type));
		case 'enum':
			return `${name} must be one of the following values: ${params.allowedValues.join(', ')}`;
		case 'maxLength':
			return `${name} must be shorter than or equal to ${params.limit} characters`;
		case 'minLength':
			return `${name} must be longer than or equal to ${params.limit} characters`;
		case 'maximum':
			return `${name} must not be greater than ${params.limit}`;
		case 'minimum':
			return `${name} must not be less than ${params.limit}`;
		case 'maxItems':
			return `${name} must contain no more than ${params.limit} elements`;
		case 'minItems':
			return `${name} must contain at least ${params.limit} elements`;
		case 'format':
			return formatWords(name, String(params.format));
		case 'pattern':
			return `${name} must match ${params.pattern} regular expression`;
		default:
			return `${name} has an invalid value`;
	}
};

const typeWords = (name: string, type: string): string => {
	switch (type.split(',')[0]) {
		case 'string':
			return `${name} must be a string`;
		case 'boolean':
			return `${name} must be a boolean value`;
		case 'array':
			return `${name} must be an array`;
		case 'object':
			return `${name} must be an object`;
		default:
			return `${name} must be a number conforming to the specified constraints`;
	}
};

const formatWords = (name: string, format: string): string => {
	switch (format) {
		case 'date-time':
			return `${name} must be a valid ISO 8601 date string`;
		case 'uuid':
			return `${name} must be a UUID`;
		case 'uri':
			return `${name} must be a URL address`;
		default:
			return `${name} must be a valid ${format}`;
	}
};

const join = (place: string[], words: string) => [...place, words].join('.');

const sentence = (fault: Fault): string => {
	const place = placeOf(fault);
	switch (fault.keyword) {
		case 'additionalProperties':
			return join(place, `property ${fault.params.additionalProperty} should not exist`);
		case 'required':
			return join(place, `${fault.params.missingProperty} should not be empty`);
		case 'discriminator':
			return join(place, `${fault.params.tag} has an invalid value`);
		case 'parse':
			return fault.message ?? 'Unexpected token in JSON';
		default: {
			const name = place.pop() ?? 'body';
			return join(place, wordsOf(name, fault));
		}
	}
};

/** These only sum up what the schemas below them say. */
const SUMMARIES = ['anyOf', 'oneOf', 'x-component'];
const isSummary = ({ keyword }: Fault) => SUMMARIES.includes(keyword);

/**
 * The messages that Vapi's server would write for what ajv found in a request: one sentence a fault,
 * with the dotted place in front, each once, in the order of the request.
 */
export function inVapisWords(faults: Fault[]): string[] {
	return [...new Set(faults.filter((fault) => !isSummary(fault)).map(sentence))];
}
