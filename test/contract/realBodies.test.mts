import { bodies, callParameters, posts, runVapi, useSandbox } from '../engine/support.mts';
import { violationsOf } from './contract.mts';
import { ofCalls } from './bodies/calls.mts';
import { ofNewAgents } from './bodies/newAgents.mts';
import { ofOverrides } from './bodies/overrides.mts';

const sandbox = useSandbox();

/** Requests as programs send them, and the forms that send the same. */
const realBodies = [...ofCalls, ...ofOverrides, ...ofNewAgents];

/** What Additional Body alone brings, because a secret or a list of people is in it. */
const BY_JSON = ['a Twilio line of one’s own, whose token comes from the item', 'several customers'];

it.each(realBodies)('the form sends %s', async (what, body, form) => {
	const result = await runVapi(sandbox(), callParameters(form));

	expect(result.error?.message).toBeUndefined();
	expect(bodies(sandbox())).toEqual([body]);
	expect(posts(sandbox()).flatMap(violationsOf)).toEqual([]);
	expect(JSON.stringify(form).includes('additionalBody')).toBe(BY_JSON.includes(what));
});

it('covers what people send', () => {
	expect(realBodies.length).toBeGreaterThanOrEqual(48);
});
