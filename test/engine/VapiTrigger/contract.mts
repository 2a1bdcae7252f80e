import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { CONTRACT } from '../../../scripts/spec/files.mts';
import type { Document } from '../../../scripts/spec/openapi.mts';
import { closeSchemas } from '../../../scripts/spec/validation.mts';

const compiled = new Map<string, ValidateFunction>();
let ajv: Ajv | undefined;

function validatorOf(schema: string): ValidateFunction {
	if (ajv === undefined) {
		const closed = closeSchemas(JSON.parse(readFileSync(CONTRACT, 'utf8')) as Document);
		ajv = new Ajv({ strict: false, allErrors: true, discriminator: true, validateSchema: false });
		addFormats.default(ajv);
		ajv.addSchema({ ...closed, $id: 'vapi' });
	}
	const validate = compiled.get(schema) ?? ajv.compile({ $ref: `vapi#/components/schemas/${schema}` });
	compiled.set(schema, validate);
	return validate;
}

/** What the contract has against a value that should fit one of its schemas, as texts. */
export function faultsOf(schema: string, value: unknown): string[] {
	const validate = validatorOf(schema);
	validate(value);
	return (validate.errors ?? []).map(
		({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
	);
}
