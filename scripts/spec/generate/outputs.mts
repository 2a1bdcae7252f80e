import type { INodeProperties } from 'n8n-workflow';
import { assistantFields } from '../../../nodes/shared/vapi/output/assistantFields.ts';
import { callFields } from '../../../nodes/shared/vapi/output/callFields.ts';
import { chatFields } from '../../../nodes/shared/vapi/output/chatFields.ts';
import type { OutputField } from '../../../nodes/shared/vapi/output/outputField.ts';
import type { OutputName } from '../../../nodes/shared/vapi/output/outputShapes.ts';
import { sessionFields } from '../../../nodes/shared/vapi/output/sessionFields.ts';
import { toolFields } from '../../../nodes/shared/vapi/output/toolFields.ts';
import { fromPiece } from './pieces.mts';
import { defined } from './widgets.mts';

const FIELDS_OF: Record<OutputName, readonly OutputField[]> = {
	assistant: assistantFields,
	call: callFields,
	chat: chatFields,
	session: sessionFields,
	tool: toolFields,
};

/** `structuredOutput` in the middle of a sentence. */
const inWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The parameters Output and Fields of operations with items of that kind. */
export const outputProperties = (name: OutputName): INodeProperties[] => [
	fromPiece('output', {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simple',
		description: `How much of each ${inWords(name)} to return`,
		options: [
			{ name: 'Simplified', value: 'simple', description: 'The fields that most workflows go on with' },
			{ name: 'Selected Fields', value: 'fields', description: 'The ID, and the fields that you choose' },
			{ name: 'Raw', value: 'raw', description: 'All that Vapi answers' },
		],
	}),
	fromPiece(`${name}OutputFields`, {
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		default: [],
		description: 'What to return besides the ID; a field without a value is null',
		options: FIELDS_OF[name].map(({ field, name: title, description }) =>
			defined({ name: title, value: field, description }),
		),
		displayOptions: { show: { output: ['fields'] } },
	}),
];
