import { CONTRACT } from '../../scripts/spec/files.mts';
import { readContract } from '../../scripts/spec/contract.mts';
import { operationField } from '../../scripts/spec/fields.mts';
import { type Schema, variants } from '../../scripts/spec/openapi.mts';

const contract = readContract(CONTRACT);

/** An ID, where it matters to nobody whose it is. */
export const SOME_ID = '3f2b8c1e-6d40-4a95-b7e8-50c9d1f2a364';

/** Texts for the formats and patterns of the contract. */
const FORMATS: Record<string, string> = {
	'uuid': SOME_ID,
	'date-time': '2030-01-01T00:00:00.000Z',
	'uri': 'https://example.com/path',
	'email': 'anna@example.com',
};

const textOf = ({ format = '', pattern, minLength = 1, maxLength = 80 }: Schema): string => {
	const known = FORMATS[format];
	if (known !== undefined) return known;
	const candidates = ['Sample', 'sales', '+15555550123', 'sip:a@example.com', 'v1', '0123456789'];
	const fitting = candidates.map((text) => text.padEnd(minLength, 'e').slice(0, maxLength));
	const found = fitting.find((text) => pattern === undefined || new RegExp(pattern).test(text));
	if (found === undefined) throw new Error(`No sample for the pattern ${pattern}`);
	return found;
};

const numberOf = ({ minimum = 0, maximum = Infinity }: Schema): number =>
	Math.min(Math.max(minimum, 3), maximum);

/**
 * The least that a schema of the contract takes: what it requires, and nothing else.
 * @throws Error for a kind of schema that the contract did not have so far
 */
export function sampleOf(schema: Schema): unknown {
	const [shape] = variants(contract, schema);
	if (!shape) return {};
	if (shape.enum) return shape.enum[0];
	switch (shape.type) {
		case 'string':
			return textOf(shape);
		case 'number':
		case 'integer':
			return numberOf(shape);
		case 'boolean':
			return true;
		case 'array':
			return [sampleOf(shape.items ?? {})];
		default: {
			const { required = [], properties = {} } = shape;
			return Object.fromEntries(required.map((key) => [key, sampleOf(properties[key] ?? {})]));
		}
	}
}

/** An object that says anything at all: fields of JSON are not sent while they are empty. */
function filled(shape: Schema): unknown {
	const least = sampleOf(shape);
	if (JSON.stringify(least) !== '{}') return least;
	const [[key, inner] = ['note', { type: 'string' }]] = Object.entries(shape.properties ?? {});
	return { [key]: sampleOf(inner) };
}

/** A value for a field of a request of the contract. */
export function fieldSample(request: string, name: string): unknown {
	const field = operationField(contract, { requests: [request] }, name);
	const [shape] = field?.shapes ?? [];
	if (!shape) throw new Error(`The contract has no field ${name} in ${request}`);
	return filled(shape);
}
