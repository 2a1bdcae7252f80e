import { refuse, shown } from '../../shared/base/refusal';
import { API_REQUEST } from '../../shared/vapi/events';

/** Where n8n listens while a workflow is tested in the editor, and not longer. */
const TEST_URL = /\/webhook-test\//;

/**
 * The URL of a Vapi Trigger for API Request tools, by either of its two production URLs.
 * @param field name of the field on the screen
 * @throws Refusal for what is no production URL of such a trigger
 */
export function apiRequestUrl(url: string, field: string): string {
	const [address = '', ...query] = url.trim().split('?');
	const path = address.replace(/\/+$/, '');
	if (TEST_URL.test(path)) {
		refuse(
			`'${field}' is ${shown(url)}, a test URL of n8n`,
			'It answers only while somebody tests the workflow: publish it and take the production URL of the trigger',
		);
	}
	const [, base] = /^(https?:\/\/.+)\/(?:webhook|api-request)$/.exec(path) ?? [];
	if (base === undefined || query.length > 0) {
		return refuse(
			`'${field}' is ${shown(url)}, which is no URL of a Vapi Trigger`,
			`Take the production URL that the trigger shows, which ends with /${API_REQUEST}, or turn off 'Answered by a Vapi Trigger'`,
		);
	}
	return `${base}/${API_REQUEST}`;
}
