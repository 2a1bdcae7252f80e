import { assistantFields } from './assistantFields';
import { callShape } from './callOutput';
import { chatFields } from './chatFields';
import type { OutputField } from './outputField';
import type { OutputShape } from './outputShape';
import { outputShape } from './outputShape';
import { sessionFields } from './sessionFields';
import { toolFields } from './toolFields';

/** A resource whose Simplified is always the same fields: those that its table marks. */
const alike = (fields: readonly OutputField[]): OutputShape => {
	const simplified = fields.filter((row) => row.simplified).map(({ field }) => field);
	return outputShape(fields, () => simplified);
};

/** What operations can put out by Output and Fields, by what the wording files call it. */
export const outputShapes = {
	assistant: alike(assistantFields),
	call: callShape,
	chat: alike(chatFields),
	session: alike(sessionFields),
	tool: alike(toolFields),
};

/** What the items of an operation with Output and Fields are. */
export type OutputName = keyof typeof outputShapes;
