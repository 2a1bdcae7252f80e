import type { Document } from '../../../scripts/spec/openapi.mts';
import type { Wording } from '../../../scripts/spec/wording/types.mts';

const json = (name: string) => ({
	content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});

/** A small OpenAPI document in the manner of Vapi's, made anew for each test. */
export const sampleDocument = (): Document => ({
	openapi: '3.0.0',
	info: { title: 'Sample', version: '1' },
	paths: {
		'/call': {
			post: {
				operationId: 'create',
				parameters: [],
				requestBody: { required: true, ...json('CreateCall') },
				responses: { 201: { description: 'The call.', ...json('Call') } },
			},
		},
		'/call/{id}': {
			get: {
				operationId: 'get',
				parameters: [
					{
						name: 'id',
						in: 'path',
						required: true,
						description: 'Which call.',
						schema: { type: 'string', format: 'uuid' },
					},
				],
				responses: { 200: { description: 'The call.', ...json('Call') } },
			},
		},
		'/other': { get: { operationId: 'other', responses: { 200: json('Other') } } },
	},
	components: {
		schemas: {
			CreateCall: {
				type: 'object',
				properties: {
					name: { type: 'string', maxLength: 40, description: 'The name of the call.' },
					mode: { type: 'string', enum: ['fast', 'slow'], description: 'How it is placed.' },
					customer: {
						description: 'Who is called.',
						allOf: [{ $ref: '#/components/schemas/Customer' }],
					},
					metadata: { type: 'object', description: 'Anything.' },
				},
			},
			Customer: {
				type: 'object',
				properties: {
					number: { type: 'string', description: 'The number.' },
					email: { type: 'string', description: 'The address.' },
				},
				required: ['number'],
			},
			Call: {
				type: 'object',
				properties: {
					summary: { type: 'string', description: 'What was said.' },
					status: { type: 'string', enum: ['queued', 'ended'], description: 'Where it stands.' },
				},
			},
			Event: { type: 'object', properties: { type: { type: 'string' } } },
			Other: { type: 'object' },
		},
	},
});

/** Words for the sample document. */
export const sampleWording = (): Wording => ({
	file: 'call.yaml',
	resource: 'call',
	name: 'Call',
	description: 'A call',
	labels: {},
	also: { requests: [], schemas: ['Event'] },
	operations: {
		create: {
			name: 'Create',
			action: 'Create call',
			description: 'Place a call',
			requests: ['POST /call'],
			parameters: {
				to: {
					displayName: 'To',
					description: 'Who is called',
					covers: ['customer.number'],
					custom: true,
				},
				additionalFields: {
					displayName: 'Additional Fields',
					contains: {
						mode: { field: 'mode', displayName: 'Mode', description: 'How it is placed' },
						callName: { field: 'name', displayName: 'Call Name', description: 'Name of the call' },
						metadata: { field: 'metadata', displayName: 'Metadata', description: 'Your own data' },
					},
				},
			},
			omitted: { 'customer.email': 'Not needed' },
		},
		get: {
			name: 'Get',
			action: 'Get call',
			description: 'Read a call',
			requests: ['GET /call/{id}'],
			parameters: { callId: { field: 'id', displayName: 'Call', description: 'Which call' } },
		},
	},
});
