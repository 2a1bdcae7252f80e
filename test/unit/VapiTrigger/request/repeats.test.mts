import { EventEmitter } from 'node:events';
import type { IWebhookFunctions } from 'n8n-workflow';

import { isRepeat } from '../../../../nodes/VapiTrigger/request/repeats.ts';
import { report } from '../messages.mts';

/** A request to a trigger; `end` sends its answer with a status. */
function delivery(webhookId: string, mode = 'webhook') {
	const response = Object.assign(new EventEmitter(), { statusCode: 200 });
	const ctx = {
		getMode: () => mode,
		getNode: () => ({ id: '1', webhookId }),
		getWorkflow: () => ({ id: 'workflow' }),
		getResponseObject: () => response,
	} as unknown as IWebhookFunctions;
	return {
		isRepeat: (now = 0) => isRepeat(ctx, report, now),
		end: (status: number) => {
			response.statusCode = status;
			response.emit('close');
		},
	};
}

test.each([
	[200, true],
	[503, false],
	[500, false],
])('a report that n8n answered with %d is a repeat the next time: %s', (status, expected) => {
	const first = delivery(`status-${status}`);
	expect(first.isRepeat()).toBe(false);
	first.end(status);
	expect(delivery(`status-${status}`).isRepeat()).toBe(expected);
});

test('a report is remembered for six hours', () => {
	const sixHours = 6 * 3600 * 1000;
	expect(delivery('hours').isRepeat(0)).toBe(false);
	expect(delivery('hours').isRepeat(sixHours)).toBe(true);
	expect(delivery('hours').isRepeat(sixHours + 1)).toBe(false);
});

test('a test in the editor takes a report as often as it is sent', () => {
	expect(delivery('test', 'manual').isRepeat()).toBe(false);
	expect(delivery('test', 'manual').isRepeat()).toBe(false);
	expect(delivery('test').isRepeat()).toBe(false);
});
