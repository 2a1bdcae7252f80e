import type { INodeProperties } from 'n8n-workflow';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import { generateOperation } from '../../../../scripts/spec/generate/files.mts';
import type { Schema } from '../../../../scripts/spec/openapi.mts';
import type {
	OperationWording,
	ParameterWording,
} from '../../../../scripts/spec/wording/types.mts';
import { sampleDocument, sampleWording } from '../sample.mts';

export const REF = '#/components/schemas/';

/** The property and the row that one field of POST /call becomes. */
export const generated = (
	schema: Schema,
	words: Partial<ParameterWording> = {},
	schemas: Record<string, Schema> = {},
) => {
	const document = sampleDocument();
	Object.assign(document.components.schemas, schemas);
	document.components.schemas.CreateCall = { type: 'object', properties: { field: schema } };
	const wording = sampleWording();
	wording.labels = { openai: 'OpenAI' };
	const create = wording.operations.create as OperationWording;
	const parameters = { field: { field: 'field', displayName: 'Field', ...words } };
	wording.operations = { create: { ...create, parameters, omitted: {} } };
	const contract = buildContract(document, [wording]);
	const { properties, ownRows } = generateOperation(contract, wording, 'create');
	return { property: properties[0] as INodeProperties, row: ownRows[0] };
};
