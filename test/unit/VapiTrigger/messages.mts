/** Messages of Vapi, cut down to what the trigger reads. */
export const call = {
	id: '4b3f2f57-0d6c-4e0a-8d24-1a6a4a9f1c01',
	type: 'inboundPhoneCall',
	customer: { number: '+15555550123' },
	phoneNumberId: 'b1f0d7a2-6a7e-4a39-9d51-7f0d3f2a1b02',
};

export const base = { timestamp: 1_760_000_000_000, call };

export const report = {
	...base,
	type: 'end-of-call-report',
	endedReason: 'customer-ended-call',
	startedAt: '2025-10-09T08:53:20.000Z',
	endedAt: '2025-10-09T08:54:21.400Z',
	durationMs: 61_400,
	durationSeconds: 61.4,
	cost: 0.0834,
	summary: 'The customer booked a table.',
	transcript: 'AI: Hello\nUser: A table for two, please',
	analysis: { summary: 'The customer booked a table.' },
	artifact: {
		transcript: 'AI: Hello\nUser: A table for two, please',
		structuredOutputs: {
			'0d3c': { name: 'Guests', result: 2 },
			'1e4d': { result: { day: 'Friday' } },
		},
	},
};

/** The same tool call in every shape that is in the wild. */
export const toolCallShapes: Record<string, object> = {
	'toolCallList with function and object': {
		toolCallList: [
			{
				id: 'call_1',
				type: 'function',
				function: { name: 'findSlot', arguments: { day: 'Friday', guests: 2 } },
			},
		],
	},
	'toolCallList with function and JSON text': {
		toolCallList: [
			{
				id: 'call_1',
				type: 'function',
				function: { name: 'findSlot', arguments: '{"day":"Friday","guests":2}' },
			},
		],
	},
	'toolCalls alone': {
		toolCalls: [
			{
				id: 'call_1',
				type: 'function',
				function: { name: 'findSlot', arguments: { day: 'Friday', guests: 2 } },
			},
		],
	},
	'flat entries with parameters': {
		toolCallList: [{ id: 'call_1', name: 'findSlot', parameters: { day: 'Friday', guests: 2 } }],
	},
	'flat entries with arguments': {
		toolCallList: [{ id: 'call_1', name: 'findSlot', arguments: { day: 'Friday', guests: 2 } }],
	},
	'flat entries with arguments as JSON text': {
		toolCallList: [{ id: 'call_1', name: 'findSlot', arguments: '{"day":"Friday","guests":2}' }],
	},
	'toolWithToolCallList with function': {
		toolWithToolCallList: [
			{
				type: 'function',
				function: { name: 'findSlot', parameters: { type: 'object', properties: {} } },
				toolCall: {
					id: 'call_1',
					type: 'function',
					function: { name: 'findSlot', arguments: { day: 'Friday', guests: 2 } },
				},
			},
		],
	},
	'toolWithToolCallList with parameters and the name outside': {
		toolWithToolCallList: [
			{
				type: 'function',
				name: 'findSlot',
				toolCall: { id: 'call_1', parameters: { day: 'Friday', guests: 2 } },
			},
		],
	},
	'all lists at once': {
		toolCallList: [{ id: 'call_1', function: { name: 'findSlot', arguments: '{}' } }],
		toolCalls: [
			{ id: 'call_1', function: { name: 'findSlot', arguments: { day: 'Friday', guests: 2 } } },
		],
		toolWithToolCallList: [{ function: { name: 'findSlot' }, toolCall: { id: 'call_1' } }],
	},
};
