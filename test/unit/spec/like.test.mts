import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFields, digestsOf } from '../../../scripts/spec/checkFields.mts';
import { buildContract } from '../../../scripts/spec/contract.mts';
import { generateFiles, generateOperation } from '../../../scripts/spec/generate.mts';
import { type Wording, readWordings } from '../../../scripts/spec/wording.mts';
import { sampleDocument } from './sample.mts';

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
    parameters:
      mode: { field: mode, displayName: Mode, type: hidden, reads: options, default: slow }
      patience: { own: For the test, displayName: Patience, type: number }
`;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'like-'));
	writeFileSync(join(folder, 'shared.yaml'), 'labels: {}\nsets: {}\nparameters: {}\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (text = CALL): Wording => {
	writeFileSync(join(folder, 'call.yaml'), text);
	return readWordings(folder)[0] as Wording;
};

describe('an operation that is like another one', () => {
	it('has its requests, its parameters and reasons, with its own laid over and behind', () => {
		const { follow } = read().operations;
		expect(follow?.requests).toEqual(['POST /call']);
		expect(Object.keys(follow?.parameters ?? {})).toEqual(['callName', 'mode', 'patience']);
		expect(follow?.parameters.mode).toMatchObject({ type: 'hidden' });
		expect(follow?.shares).toEqual(['callName']);
	});

	it('shows shared parameters as one, and generates only its own', () => {
		const wording = read();
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

	it('takes its request table from the other one', () => {
		const wording = read();
		const files = generateFiles(buildContract(sampleDocument(), [wording]), [wording]);
		expect(files.get('call/follow.ts')).toContain(
			"{ ...create, operation: 'follow' }",
		);
	});

	it('is read against the texts that the other one was read against', () => {
		const wording = read();
		const contract = buildContract(sampleDocument(), [wording]);
		const digests = digestsOf(contract, wording);
		expect(Object.keys(digests)).toEqual(['create']);
		expect(checkFields(contract, { ...wording, digests })).toEqual([]);
		const stale = { create: { ...digests.create, name: '00000000' } };
		expect(checkFields(contract, { ...wording, digests: stale })).toHaveLength(2);
	});

	it.each(['nothing', 'follow'])('is refused where it is like %s', (other) => {
		expect(() => read(CALL.replace('like: create', `like: ${other}`))).toThrow(
			`call.yaml: follow cannot be like ${other}`,
		);
	});
});
