import { buildContract } from '../../../scripts/spec/contract.mts';
import type { Document, Schema } from '../../../scripts/spec/openapi.mts';
import type { OperationWording, ParameterMap, Wording } from '../../../scripts/spec/wording/types.mts';
import { sampleDocument, sampleWording } from './sample.mts';

const text: Schema = { type: 'string' };

const shape = (type: string, properties: Record<string, Schema>, required: string[] = []): Schema => ({
	type: 'object',
	required: ['type', ...required],
	properties: { type: { type: 'string', enum: [type] }, name: text, ...properties },
});

const SHAPES: Record<string, Schema> = {
	Ball: shape('ball', { radius: { type: 'number', maximum: 9 }, colour: text }, ['radius']),
	Cube: shape('cube', { side: { type: 'number' }, colour: text, radius: { type: 'number', maximum: 5 } }),
	Cone: shape('cone', { angle: { type: 'object', properties: { left: text, right: text } } }),
	Void: shape('void', {}),
};

/** The document of the sample whose POST /call takes one of four shapes; the mapping lacks one, as Vapi's does. */
export const unionDocument = (): Document => {
	const document = sampleDocument();
	const refs = Object.keys(SHAPES).map((name) => `#/components/schemas/${name}`);
	Object.assign(document.components.schemas, SHAPES, {
		CreateCall: {
			oneOf: refs.map(($ref) => ({ $ref })),
			discriminator: {
				propertyName: 'type',
				mapping: { ball: refs[0], cube: refs[1], cone: refs[2] },
			},
		},
	});
	return structuredClone(document);
};

/** Words for it. */
export const unionWording = (
	parameters: ParameterMap = {},
	omitted: Record<string, string> = {},
): Wording => {
	const wording = sampleWording();
	const create = wording.operations.create as OperationWording;
	const type = { field: 'type', displayName: 'Type' };
	wording.operations = { create: { ...create, parameters: { type, ...parameters }, omitted } };
	return wording;
};

/** These words with the contract that they make. */
export const union = (...words: Parameters<typeof unionWording>) => {
	const wording = unionWording(...words);
	return { wording, contract: buildContract(unionDocument(), [wording]) };
};
