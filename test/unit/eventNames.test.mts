import type { INodePropertyOptions } from 'n8n-workflow';
import { webhookEvents } from '../../nodes/shared/generated/pieces.ts';
import { eventOptions } from '../../nodes/VapiTrigger/eventOptions.ts';

it("Webhook Events of a call have the names that the trigger's Trigger On has", () => {
	const named = new Map(eventOptions.map(({ name, value }) => [value, name]));
	const offered = webhookEvents.options as INodePropertyOptions[];
	expect(offered.length).toBeGreaterThan(20);
	expect(offered.map(({ name, value }) => [value, name])).toEqual(
		offered.map(({ value }) => [value, named.get(value)]),
	);
});
