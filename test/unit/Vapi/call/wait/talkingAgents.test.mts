import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	expectedOutputs,
	overridesPlace,
	toolsThatNeedServer,
} from '../../../../../nodes/Vapi/call/wait/talkingAgents.ts';

/** Tools that stand in the request are read from nowhere. */
const nowhere = {} as IExecuteFunctions;
const named = (name: string, more: IDataObject = {}): IDataObject => ({
	type: 'function',
	function: { name },
	...more,
});

describe('tools that need the server of the assistant', () => {
	it.each<[string, IDataObject, string[]]>([
		['a function', named('look_up'), ['look_up']],
		['not a function with a server', named('x', { server: { url: 'https://example.com' } }), []],
		['a transfer without destinations', { type: 'transferCall' }, ['transferCall']],
		['not a transfer to a number', { type: 'transferCall', destinations: [{ type: 'number' }] }, []],
		['a dynamic handoff', { type: 'handoff', destinations: [{ type: 'dynamic' }] }, ['handoff']],
		[
			'not a dynamic handoff with a server',
			{
				type: 'handoff',
				destinations: [{ type: 'dynamic', server: { url: 'https://example.com' } }],
			},
			[],
		],
		['not the end of the call', { type: 'endCall' }, []],
	])('are: %s', async (_, tool, names) => {
		const agent = { model: { tools: [tool] } };
		expect(await toolsThatNeedServer(nowhere, 0, agent)).toEqual(names);
		expect(await toolsThatNeedServer(nowhere, 0, { 'tools:append': [tool] })).toEqual(names);
	});

	it('are none where there are none', async () => {
		expect(await toolsThatNeedServer(nowhere, 0, {})).toEqual([]);
	});
});

describe('structured outputs that a call must bring', () => {
	const agent = { artifactPlan: { structuredOutputIds: ['a', 7, 'b'] } };
	it('are those of the assistant as it is in this call', () => {
		expect(expectedOutputs({ assistantId: 'x' }, [agent])).toEqual(['a', 'b']);
		expect(expectedOutputs({ assistantId: 'x' }, [{}])).toEqual([]);
	});
	it('are for a squad only those that are asked for this call', () => {
		expect(expectedOutputs({ squadId: 'x' }, [agent])).toEqual([]);
		const squadOverrides = { artifactPlan: { structuredOutputIds: ['c'] } };
		expect(expectedOutputs({ squadId: 'x', squadOverrides }, [agent])).toEqual(['c']);
	});
});

it.each([
	[{ assistantId: 'x' }, 'assistantOverrides'],
	[{ assistant: {} }, 'assistantOverrides'],
	[{ squadId: 'x' }, 'squadOverrides'],
	[{ squad: {} }, 'squadOverrides'],
])('what is different for the call stands for %j in %s', (body, place) => {
	expect(overridesPlace(body)).toBe(place);
});
