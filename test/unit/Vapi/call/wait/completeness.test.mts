import type { IDataObject } from 'n8n-workflow';
import {
	fingerprint,
	isComplete,
	missingOutputs,
} from '../../../../../nodes/Vapi/call/wait/completeness.ts';
import { isOver } from '../../../../../nodes/shared/vapi/callStatus.ts';

const ended = (more: IDataObject = {}): IDataObject => ({
	id: 'x',
	status: 'ended',
	startedAt: '2026-01-15T09:00:00.000Z',
	...more,
});
const QUIET = 5000;

describe('whether a call has ended', () => {
	it.each(['scheduled', 'queued', 'ringing', 'in-progress', 'forwarding', undefined])(
		'is no for %s',
		(status) => expect(isOver({ status })).toBe(false),
	);
	it.each(['ended', 'not-found', 'deletion-failed'])('is yes for %s', (status) =>
		expect(isOver({ status })).toBe(true),
	);
});

describe('structured outputs that are still missing', () => {
	it.each<[string, IDataObject, string[]]>([
		['all before any came', {}, ['a', 'b']],
		['those that have not come', { artifact: { structuredOutputs: { a: {} } } }, ['b']],
		['not those that were skipped', { artifact: { skippedStructuredOutputs: { b: {} } } }, ['a']],
		['none of a call that nobody answered', { startedAt: undefined }, []],
	])('are %s', (_, more, missing) => {
		expect(missingOutputs(ended(more), ['a', 'b'])).toEqual(missing);
	});
});

describe('whether all data of an ended call are there', () => {
	const analysis = { summary: 'They talked.' };
	const withOutput = { artifact: { structuredOutputs: { a: {} } }, analysis };
	it.each<[boolean, string, IDataObject, string[], number]>([
		[true, 'nobody answered', { startedAt: undefined }, ['a'], 0],
		[true, 'it was deleted', { status: 'not-found' }, ['a'], 0],
		[false, 'an output is missing', { analysis }, ['a'], QUIET],
		[true, 'outputs and summary are there', withOutput, ['a'], 0],
		[false, 'the outputs are there and it still changes', { ...withOutput, analysis: {} }, ['a'], 0],
		[false, 'nothing was asked for and it still changes', { analysis }, [], QUIET - 1],
		[true, 'nothing was asked for and it is quiet', {}, [], QUIET],
	])('is %s where %s', (complete, _, more, outputs, unchangedFor) => {
		expect(isComplete(ended(more), outputs, unchangedFor, QUIET)).toBe(complete);
	});
});

describe('the fingerprint of a call', () => {
	const call = ended({ updatedAt: 'then', artifact: { presignedMonoUrl: 'https://example.com/1' } });
	it('changes when data come in', () => {
		const artifact = { presignedMonoUrl: 'https://example.com/1', structuredOutputs: { a: {} } };
		expect(fingerprint({ ...call, artifact })).not.toBe(fingerprint(call));
		expect(fingerprint({ ...call, updatedAt: 'now' })).not.toBe(fingerprint(call));
		expect(fingerprint({ ...call, cost: 1 })).not.toBe(fingerprint(call));
	});
	it('stays when only links are signed anew', () => {
		const artifact = { presignedMonoUrl: 'https://example.com/2' };
		expect(fingerprint({ ...call, artifact })).toBe(fingerprint(call));
	});
});
