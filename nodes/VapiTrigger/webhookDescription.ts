import type { INodeParameters, IWebhookDescription } from 'n8n-workflow';

/** A field that depends on the node's parameters: as an expression, and as the same in code. */
interface Field {
	template: string;
	resolve: (parameters: INodeParameters) => unknown;
}

/**
 * Under this key n8n 2.41 looks for the code, and needs no expression engine (a V8 isolate) for a
 * request then. Older ones do not know it and evaluate the expression.
 */
const RESOLVERS = Symbol.for('n8n.webhookDescriptionResolvers');

const fields: Record<'responseMode' | 'responseData', Field> = {
	// The parameter is hidden, and so undefined, where no selected event wants an answer.
	responseMode: {
		template: '={{ $parameter["responseMode"] || "onReceived" }}',
		resolve: ({ responseMode }) => responseMode || 'onReceived',
	},
	responseData: {
		template: '={{ $parameter["responseMode"] === "lastNode" ? "firstEntryJson" : "" }}',
		resolve: ({ responseMode }) => (responseMode === 'lastNode' ? 'firstEntryJson' : ''),
	},
};

/** The trigger's one webhook. */
export const webhookDescription = {
	name: 'default',
	httpMethod: 'POST',
	path: 'webhook',
	responseMode: fields.responseMode.template,
	responseData: fields.responseData.template,
	[RESOLVERS]: fields,
} as IWebhookDescription;
