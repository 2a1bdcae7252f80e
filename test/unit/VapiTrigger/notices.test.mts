import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { webhookProperties } from '../../../credentials/webhookProperties.ts';
import { properties } from '../../../nodes/VapiTrigger/properties.ts';
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
