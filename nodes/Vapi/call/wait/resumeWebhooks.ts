import type { IWebhookDescription } from 'n8n-workflow';

/** Where a sleeping execution hears that a call has ended: its resume URL. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		path: '',
		restartWebhook: true,
	},
];
