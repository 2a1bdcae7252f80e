import { checkFields, digestsOf } from '../../../scripts/spec/check/fields.mts';
import { buildContract } from '../../../scripts/spec/contract.mts';
import { generateFiles, generateOperation } from '../../../scripts/spec/generate/files.mts';
import { buildRows } from '../../../scripts/spec/generate/rows.mts';
import { loadGenerated } from './generate/load.mts';
import { sampleDocument } from './sample.mts';
import { readCall } from './yaml.mts';

const CALL = `
resource: call
name: Call
description: A call
operations:
  create:
    name: Create
    action: Create call
    description: Place a call
    requests: [POST /call]
    parameters:
      callName: { field: name, displayName: Call Name }
      mode: { field: mode, displayName: Mode }
    omitted: { customer: Not here, metadata: Not here }
  follow:
    like: create
    name: Follow
    action: Follow call
    description: Place a call and wait
    requests: [POST /call, 'GET /call/{id}']
    parameters:
      mode: { field: mode, displayName: Mode, type: hidden, reads: options, default: slow }
      patience: { own: For the test, displayName: Patience, type: number }
    omitted: { id: The answer to the first request names it }
`;

describe('an operation that is like another one', () => {
	it('has its parameters and reasons, with its own laid over and behind', () => {
		const { follow } = readCall(CALL).operations;
		expect(Object.keys(follow?.parameters ?? {})).toEqual(['callName', 'mode', 'patience']);
		expect(follow?.parameters.mode).toMatchObject({ type: 'hidden' });
		expect(follow?.shares).toEqual(['callName']);
		expect(follow?.alsoOmitted).toEqual(['customer', 'metadata']);
	});

	it('has its likeness of objects, unless it says another one', () => {
		const like = (own: string) =>
			readCall(
				CALL.replace('omitted: { customer', 'sameAs: { a: b }\n    omitted: { customer').replace(
					'like: create',
					`like: create\n    ${own}`,
				),
			).operations.follow?.sameAs;
		expect(like('')).toEqual({ a: 'b' });
		expect(like('sameAs: {}')).toEqual({});
	});

	it('has requests of its own, and is refused without', () => {
		const { follow } = readCall(CALL).operations;
		expect(follow?.requests).toEqual(['POST /call', 'GET /call/{id}']);
		const without = CALL.replace("    requests: [POST /call, 'GET /call/{id}']\n", '');
		expect(() => readCall(without)).toThrow('call.yaml: follow names no requests');
	});

	it('shows shared parameters as one, and generates only its own', () => {
		const wording = readCall(CALL);
		const contract = buildContract(sampleDocument(), [wording]);
		const shown = (name: string) =>
			generateOperation(contract, wording, name).properties.map((property) => [
				property.name,
				property.displayOptions?.show?.operation,
			]);
		expect(shown('create')).toEqual([
			['callName', ['create', 'follow']],
			['mode', ['create']],
		]);
		expect(shown('follow')).toEqual([
			['mode', ['follow']],
			['patience', ['follow']],
		]);
	});

	it('takes the rows of shared parameters from the other one', async () => {
		const wording = readCall(CALL);
		const contract = buildContract(sampleDocument(), [wording]);
		const files = generateFiles(contract, [wording]);
		const text = files.get('call/follow.ts');
		expect(text).toContain("import { sharedFields } from './create';");
		expect(text).toContain('...sharedFields,');
		expect(text).not.toContain('Call Name');

		const { operations } = await loadGenerated(files);
		for (const name of ['create', 'follow']) {
			const rows = buildRows(contract, wording, name);
			const fields = operations.call?.[name]?.fields ?? [];
			expect(fields).toHaveLength(rows.length);
			expect(fields).toEqual(expect.arrayContaining(rows));
		}
		expect(operations.call?.follow).toMatchObject({
			kind: 'composed',
			operation: 'follow',
			requests: ['POST /call', 'GET /call/{id}'],
		});
	});

	it('may share parameters that have no rows', async () => {
		const words = CALL.replace(
			'callName: { field: name, displayName: Call Name }',
			'notice: { own: Says so, displayName: Look, type: notice }',
		).replace('omitted: { customer', 'omitted: { name: Not here, customer');
		const wording = readCall(words);
		const contract = buildContract(sampleDocument(), [wording]);
		const { properties, operations } = await loadGenerated(generateFiles(contract, [wording]));
		expect(properties.find(({ name }) => name === 'notice')?.displayOptions?.show).toEqual({
			resource: ['call'],
			operation: ['create', 'follow'],
		});
		expect(operations.call?.follow?.fields.map(({ parameter }) => parameter)).toEqual([
			'mode',
			'patience',
		]);
	});

	it('is read against the texts that the other one was read against', () => {
		const wording = readCall(CALL);
		const contract = buildContract(sampleDocument(), [wording]);
		const digests = digestsOf(contract, wording);
		expect(Object.keys(digests)).toEqual(['create']);
		expect(checkFields(contract, { ...wording, digests })).toEqual([]);
		const stale = { create: { ...digests.create, name: '00000000' } };
		expect(checkFields(contract, { ...wording, digests: stale })).toHaveLength(2);
	});

	it.each(['nothing', 'follow'])('is refused where it is like %s', (other) => {
		expect(() => readCall(CALL.replace('like: create', `like: ${other}`))).toThrow(
			`call.yaml: follow cannot be like ${other}`,
		);
	});
});
