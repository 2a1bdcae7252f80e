import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, TOOLS } from '../../../../sandbox/seed.mts';
import { byId } from '../../support.mts';
import { Chain, members, steps, type Member, type Step } from './chains.mts';
import { foreign, useAccount } from './registrations.mts';

const { sandbox, assistant, number, tool } = useAccount();

const kinds: Array<[string, INodeParameters, () => IDataObject]> = [
	['an assistant', { registerOn: 'assistant', assistantId: byId(ASSISTANTS.receptionist) }, assistant],
	[
		'a phone number',
		{ registerOn: 'phoneNumber', phoneNumberId: byId(PHONE_NUMBERS.noAssistant) },
		() => number(PHONE_NUMBERS.noAssistant),
	],
	['a tool', { registerOn: 'tool', toolId: byId(TOOLS.lookUpOrder) }, tool],
];

/** What the resource has before anything is published. */
const starts: fc.Arbitrary<IDataObject> = fc.constantFrom(
	{},
	{ server: foreign },
	{ server: { ...foreign, timeoutSeconds: 33 }, serverMessages: ['hang'] },
);

async function walk(
	[, parameters, resource]: (typeof kinds)[number],
	given: Member[],
	start: IDataObject,
	taken: Step[],
	isKilled = false,
): Promise<{ has: IDataObject; wanted: IDataObject }> {
	sandbox().reset();
	const entity = resource();
	const isAssistant = parameters.registerOn === 'assistant';
	const { serverMessages, ...server } = structuredClone(start);
	Object.assign(entity, server, isAssistant && serverMessages !== undefined && { serverMessages });
	const chain = new Chain(sandbox(), parameters, given, resource, isKilled);
	for (const step of taken) {
		if (isAssistant || step.does !== 'setMessages') await chain.take(step);
	}
	await chain.end();
	return chain.outcome();
}

const run = (seed: number, numRuns: number) => ({ seed, numRuns });

describe.each(kinds)('whatever is done with triggers on %s, the original comes back', (...kind) => {
	test('with two triggers, and people who change it meanwhile', async () => {
		const choices = fc.tuple(fc.boolean(), fc.boolean());
		await fc.assert(
			fc.asyncProperty(choices, starts, steps(2), async (takeOver, start, taken) => {
				const given = takeOver.map((isOn, index) => ({ ...members[index]!, takeOver: isOn }));
				const { has, wanted } = await walk(kind, given, start, taken);
				expect(has).toEqual(wanted);
			}),
			run(1301, 60),
		);
	});

	test('with three, the third in another n8n, and people who change it meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(starts, steps(3), async (start, taken) => {
				const { has, wanted } = await walk(kind, members, start, taken);
				expect(has.server).toEqual(wanted.server);
				// Whose events they are that are left there is known as long as one server is between.
				if (taken.filter(({ does }) => /Server/.test(does)).length < 2) expect(has).toEqual(wanted);
			}),
			run(1302, 60),
		);
	});

	test('with three, and n8n killed each time before it has saved what they noted', async () => {
		await fc.assert(
			fc.asyncProperty(starts, steps(3, false), async (start, taken) => {
				const lasting = taken.filter(({ does }) => does !== 'restart');
				const { has, wanted } = await walk(kind, members, start, lasting, true);
				expect(has).toEqual(wanted);
			}),
			run(1303, 40),
		);
	});
});
