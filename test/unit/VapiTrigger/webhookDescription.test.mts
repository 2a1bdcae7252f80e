import {
	resolveWebhookDescriptionField,
	webhookDescriptionIsNativelyResolvable,
	type INode,
} from 'n8n-workflow';

import { apiRequestDescription, webhookDescription } from '../../../nodes/VapiTrigger/webhookDescription.ts';

const node = (parameters: INode['parameters']) => ({ parameters }) as INode;

/** What n8n's expression engine makes of the field. */
const evaluated = (
	field: 'responseMode' | 'responseData' | 'ndvHideUrl',
	parameters: INode['parameters'],
	description = webhookDescription,
) => {
	const code = /^=\{\{(.*)\}\}$/.exec(String(description[field]))?.[1] ?? '';
	return new Function('$parameter', `return (${code});`)(parameters) as unknown;
};

// n8n asks this of all webhooks of a node before it does without the engine for one.
test.each([webhookDescription, apiRequestDescription])('n8n needs no expression engine for $name', (description) => {
	expect(webhookDescriptionIsNativelyResolvable(description)).toBe(true);
});

test.each([
	[{}, 'onReceived', ''],
	[{ responseMode: 'onReceived' }, 'onReceived', ''],
	[{ responseMode: 'responseNode' }, 'responseNode', ''],
	[{ responseMode: 'lastNode' }, 'lastNode', 'firstEntryJson'],
])('code and expression say the same for %j', (parameters, responseMode, responseData) => {
	for (const [field, value] of Object.entries({ responseMode, responseData })) {
		const name = field as 'responseMode' | 'responseData';
		expect(resolveWebhookDescriptionField(node(parameters), webhookDescription, name)).toEqual({
			resolved: true,
			value,
		});
		expect(evaluated(name, parameters)).toBe(value);
	}
});

test.each([
	[['hang'], true],
	[['hang', 'api-request'], false],
	[['*'], true],
])('the panel hides the URL for API requests with %j: %s', (events, isHidden) => {
	const asked = resolveWebhookDescriptionField(node({ events }), apiRequestDescription, 'ndvHideUrl' as never);
	expect(asked).toEqual({ resolved: true, value: isHidden });
	expect(evaluated('ndvHideUrl', { events }, apiRequestDescription)).toBe(isHidden);
});
