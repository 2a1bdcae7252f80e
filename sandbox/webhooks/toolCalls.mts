import type { ToolCallShape } from '../options.mts';
import { objectOr, type JsonObject } from '../types.mts';

/** A function that the assistant calls. */
export interface ToolCallRequest {
	id: string;
	name: string;
	arguments: JsonObject;
	/** The tool's definition, if the assistant has one of that name. */
	tool?: JsonObject;
}

const real = ({ id, name, arguments: values }: ToolCallRequest): JsonObject => ({
	id,
	type: 'function',
	function: { name, arguments: values },
});

const shapes: Record<ToolCallShape, (call: ToolCallRequest) => JsonObject> = {
	real,
	withTool: real,
	text: ({ id, name, arguments: values }) => ({
		id,
		type: 'function',
		function: { name, arguments: JSON.stringify(values) },
	}),
	parameters: ({ id, name, arguments: parameters }) => ({ id, name, parameters }),
	arguments: ({ id, name, arguments: values }) => ({ id, name, arguments: values }),
};

/**
 * The fields of a tool-calls message in one of the shapes that are in the wild: `real` (what Vapi
 * sends), `text` (arguments as JSON text), `parameters` and `arguments` (flat), `withTool`
 * (toolWithToolCallList alone).
 */
export function toolCallFields(calls: ToolCallRequest[], shape: ToolCallShape): JsonObject {
	const list = calls.map(shapes[shape]);
	const withTool = calls.map((call, index) => ({
		type: 'function',
		function: { name: call.name },
		...objectOr(call.tool),
		toolCall: list[index],
	}));
	if (shape === 'withTool') return { toolWithToolCallList: withTool };
	const both = shape === 'real' || shape === 'text' ? { toolCalls: list } : {};
	return { toolCallList: list, ...both, toolWithToolCallList: withTool };
}
