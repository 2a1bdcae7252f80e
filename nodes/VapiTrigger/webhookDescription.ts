import type { INodeParameters, IWebhookDescription } from 'n8n-workflow';

import { API_REQUEST } from '../shared/vapi/events';

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

/** Hides a URL in the panel where API requests are not chosen. */
const hidden: Field = {
	template: `={{ !$parameter["events"].includes("${API_REQUEST}") }}`,
	resolve: ({ events }) => !(events as string[]).includes(API_REQUEST),
};

const answering = {
	responseMode: fields.responseMode.template,
	responseData: fields.responseData.template,
};

/** Where Vapi's server messages come in. */
export const webhookDescription = {
	name: 'default',
	httpMethod: 'POST',
	path: 'webhook',
	...answering,
	[RESOLVERS]: fields,
} as IWebhookDescription;

/** Where API Request tools call; the panel shows it where it is chosen. */
export const apiRequestDescription = {
	name: 'apiRequest',
	// n8n splits it at the commas.
	httpMethod: 'GET,POST,PUT,PATCH,DELETE',
	path: API_REQUEST,
	ndvHideUrl: hidden.template,
	ndvHideMethod: true,
	...answering,
	[RESOLVERS]: { ...fields, ndvHideUrl: hidden },
	// The type has n8n's own names and methods only; n8n takes any.
} as unknown as IWebhookDescription;
