import type { TriggerPanelDefinition } from 'n8n-workflow';

const TWO_URLS =
	'This node has two URLs. Vapi must call one of them, and which one depends on what you do.<br /><br />' +
	"<b>While you build: the test URL.</b> It works only after a click on 'Execute step', for one event or two minutes. " +
	"Events that come at another time get a 404, and Vapi does not send them again. If this node registers itself, switch 'Register During Test' on and place a test call.<br /><br />";

const WHERE_TO_PASTE =
	"Without automatic registration, paste the URL into Vapi as the Server URL: of an assistant (Advanced), of a phone number, of a tool, or of the whole organization (Organization Settings). Vapi sends an event to one place only: a tool's own URL comes first, then the assistant's, then the phone number's, then the organization's. A tool of the type API Request calls the URL that ends with /api-request, where that event is chosen.";

/** What the panel beside the trigger's parameters says about its two URLs. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Receive events from Vapi',
	executionsHelp: {
		inactive: `${TWO_URLS}<b>For real calls: the production URL.</b> It works from when you publish the workflow (n8n 1.x: activate it). Its executions show up in the executions list, not here.<br /><br />${WHERE_TO_PASTE}`,
		active: `${TWO_URLS}<b>For real calls: the production URL.</b> It works now, because the workflow is published. Its executions show up in the <a data-key="executions">executions list</a>, not here.<br /><br />${WHERE_TO_PASTE}`,
	},
	activationHint: {
		inactive:
			'Publish the workflow (n8n 1.x: activate it) when it is done. From then on Vapi must call the production URL; with automatic registration, it does.',
		active:
			'The workflow is published: events that Vapi sends to the production URL start it without this button.',
	},
};
