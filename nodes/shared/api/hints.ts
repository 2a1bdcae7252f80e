import { misplacedHints } from './misplacedHints';

/** An answer that refuses, as far as a hint needs it. */
export interface RefusedAnswer {
	status: number;
	/** All messages of the answer, a line each. */
	text: string;
	path: string;
	/** Keys that the body of the request has. */
	sent?: string[];
}

interface Rule {
	status?: number[];
	text?: RegExp;
	/** The request's path, or how it begins where it ends in a slash; all of them where left out. */
	path?: string;
	hint: string;
}

/** The first rule that fits gives the hint; the texts in `text` are Vapi's own. */
const RULES: Rule[] = [
	{
		text: /over concurrency limit/i,
		hint: 'All concurrency slots of your Vapi organization are taken. Wait until a call ends, place fewer calls at a time, or buy more slots in the Vapi dashboard.',
	},
	{
		text: /(numbers? bought on vapi|daily (outbound )?call limit)/i,
		hint: "Free Vapi numbers can make a few calls a day at most. Choose a number in 'From' that was imported from Twilio, Telnyx or another provider.",
	},
	{
		text: /free vapi numbers do not support international/i,
		hint: "Free Vapi numbers call within the US only. Choose a number in 'From' that was imported from Twilio, Telnyx or another provider and may call that country.",
	},
	{
		text: /need either `?phoneNumberId/i,
		hint: "Choose the number to call from in 'From'. Vapi also says so when the number does not belong to the key's organization.",
	},
	{
		text: /does not exist/i,
		hint: 'Check the ID, and that it belongs to the organization and the region of the credential.',
	},
	{
		status: [301, 302, 303, 307, 308],
		hint: 'Redirects are not followed, so that no key and no call goes where nobody asked for it. Check the Base URL of the credential.',
	},
	{
		text: /E\.?164/i,
		hint: "Write the number with + and the country code, such as +15555550123, or set 'Country Code'.",
	},
	{
		text: /must be a\w* valid URL/i,
		hint: 'Vapi accepts addresses that start with https:// only.',
	},
	{
		status: [401, 403],
		path: '/control',
		hint: "The assistant demands a key for live control (monitorPlan.controlAuthenticationEnabled). Fill in the Public Key in the credential, that of the call's organization.",
	},
	{
		status: [400, 404],
		path: '/control',
		hint: 'The call may have ended a moment ago, or live control may be off for its assistant. Read the call with Get to see its status.',
	},
	{
		status: [401],
		hint: 'Check the credential: Vapi wants the private key here (the public key for web calls), and the Region has to be that of your organization.',
	},
	{
		text: /campaign is already/i,
		hint: 'Nothing is left to stop: nobody else is called. Get Contacts lists who was called.',
	},
	{
		status: [403],
		text: /campaigns\b.*not enabled/i,
		hint: "Vapi has no campaigns for your organization. Call the same items with the resource Call, operation Create and the option 'Send in Batches', or ask Vapi's support for campaigns.",
	},
	{
		status: [403],
		text: /\b1010\b/,
		hint: 'This comes from the firewall in front of Vapi, not from your key: it turns away requests by how they look. Check proxies between n8n and Vapi, and the user agent that n8n is set to send.',
	},
	{
		status: [403],
		hint: 'The key may be restricted to certain assistants or origins, or a firewall stands in between.',
	},
	{
		status: [402],
		hint: 'Vapi refuses for billing reasons. Check the credits and the payment method in the Vapi dashboard.',
	},
	{
		status: [404],
		hint: 'Check the ID, and that it belongs to the organization and the region of the credential.',
	},
	{
		status: [409],
		path: '/assistant/',
		hint: 'Something else still uses this assistant, such as squads, phone numbers and campaigns. Choose another assistant there, or take it out, then run this again.',
	},
	{
		status: [409],
		path: '/tool/',
		hint: "Something else still uses this tool. Take it away from the assistants that have it (Assistant, Update, 'Remove Tool'), then run this again.",
	},
	{
		status: [409],
		hint: 'Something else in Vapi still uses this. Remove it there first, then run this again.',
	},
	{
		status: [429],
		hint: "Vapi's request limit is reached. Wait a minute, or send fewer items at a time with a Loop Over Items and a Wait node.",
	},
];

/** Longest name of a property, or path to it, that is looked for. */
const LONGEST = 200;

/**
 * Paths of unknown properties in Vapi's messages: "property x should not exist", with the parent's
 * path and a dot before it where it is nested.
 */
function unknownProperties(text: string): string[] {
	const found = text.matchAll(/\bproperty ([\w:.-]{1,200}) should not exist/g);
	return [...found].map(({ 1: name, index }) => {
		const before = text.slice(Math.max(0, index - LONGEST), index);
		const [, parent] = /([\w.:[\]-]+)\.$/.exec(before) ?? [];
		return [parent, name].filter(Boolean).join('.');
	});
}

/** A way out for a refused request, in words for the person who built the workflow. */
export function hintFor({ status, text, path, sent }: RefusedAnswer): string | undefined {
	const misplaced = unknownProperties(text);
	if (misplaced.length > 0) return misplacedHints(misplaced, path, sent);
	const fits = (rule: Rule) =>
		(rule.path?.endsWith('/') ? path.startsWith(rule.path) : (rule.path ?? path) === path) &&
		(rule.status?.includes(status) ?? true) && (rule.text?.test(text) ?? true);
	return RULES.find(fits)?.hint;
}
