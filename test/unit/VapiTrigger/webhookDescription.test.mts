import {
	resolveWebhookDescriptionField,
	webhookDescriptionIsNativelyResolvable,
	type INode,
} from 'n8n-workflow';

import { webhookDescription } from '../../../nodes/VapiTrigger/webhookDescription.ts';

const node = (parameters: INode['parameters']) => ({ parameters }) as INode;

/** What n8n's expression engine makes of the field. */
const evaluated = (field: 'responseMode' | 'responseData', parameters: INode['parameters']) => {
	const code = /^=\{\{(.*)\}\}$/.exec(String(webhookDescription[field]))?.[1] ?? '';
	return new Function('$parameter', `return (${code});`)(parameters) as unknown;
};

test('n8n needs no expression engine for the webhook', () => {
	expect(webhookDescriptionIsNativelyResolvable(webhookDescription)).toBe(true);
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
