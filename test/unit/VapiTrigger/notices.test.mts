import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { webhookProperties } from '../../../credentials/webhookProperties.ts';
import { properties } from '../../../nodes/VapiTrigger/properties.ts';
import { VapiTrigger } from '../../../nodes/VapiTrigger/VapiTrigger.node.ts';
import { ANEW } from '../../../nodes/VapiTrigger/registration/refuseToListen.ts';
import { ANSWERED_EVENTS } from '../../../nodes/shared/vapi/events.ts';

const defaults = Object.fromEntries(
	properties.map(({ name, default: value }) => [name, value]),
) as INodeParameters;

/** What the form says by itself where these parameters are set and all others are as they begin. */
const noticesOf = (parameters: INodeParameters): string[] =>
	properties
		.filter(({ type }: INodeProperties) => type === 'notice')
		.filter((property) => NodeHelpers.displayParameter({ ...defaults, ...parameters } as INodeParameters, property, null, null))
		.map(({ displayName }) => displayName);

const EMPTY = /^Vapi gets an empty answer/;
const CHECK = /^Requests have to prove that they come from Vapi/;

describe('the form of the trigger', () => {
	it.each(ANSWERED_EVENTS)('says what becomes of the answer to %s', (event) => {
		const events = ['end-of-call-report', event];
		expect(noticesOf({ events, responseMode: 'onReceived' })).toContainEqual(expect.stringMatching(EMPTY));
		for (const responseMode of ['responseNode', 'lastNode']) {
			expect(noticesOf({ events, responseMode }).filter((text) => EMPTY.test(text))).toEqual([]);
		}
	});

	it('says nothing of answers where none is asked for', () => {
		expect(noticesOf({}).filter((text) => EMPTY.test(text))).toEqual([]);
	});

	it('says from its defaults what it needs to start, by the names on the screen', () => {
		const [notice = ''] = noticesOf({}).filter((text) => CHECK.test(text));
		for (const name of ['Check Webhooks By', 'Register Automatically', 'Accept Requests']) {
			expect(notice).toContain(`'${name}'`);
		}
		const names = [...properties, ...webhookProperties].map(({ displayName }) => displayName);
		for (const [, name] of notice.matchAll(/'([^']+)'/g)) expect(names).toContain(name);
	});

	it.each<INodeParameters>([
		{ acceptFrom: 'anyone' },
		{ registerOn: 'assistant' },
		{ registerOn: 'phoneNumber' },
		{ registerOn: 'tool' },
	])('does not say so where it needs nothing more: %j', (parameters) => {
		expect(noticesOf(parameters).filter((text) => CHECK.test(text))).toEqual([]);
	});
});

describe('what is said of publishing', () => {
	/** All texts in a description. */
	const textsIn = (value: unknown): string[] =>
		typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];

	it('is said for n8n 1.x, too, whose editor has a switch for it, wherever somebody is to do it', () => {
		const { properties, triggerPanel } = new VapiTrigger().description;
		const toDo = textsIn([properties, triggerPanel, ANEW]).filter((text) =>
			/\bpublish (the|this) workflow\b|\byou publish\b/i.test(text),
		);
		expect(toDo.length).toBeGreaterThan(3);
		for (const text of toDo) expect(text).toMatch(/activate/);
	});
});
