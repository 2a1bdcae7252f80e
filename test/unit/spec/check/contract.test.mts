import { buildContract } from '../../../../scripts/spec/contract.mts';
import type { Document, Schema } from '../../../../scripts/spec/openapi.mts';
import { sampleDocument } from '../sample.mts';
import { STALE, findings, settled } from './settled.mts';

/** What the check says once upstream has changed. */
const afterUpstream = (change: (schemas: Record<string, Schema>, document: Document) => void) => {
	const state = settled();
	const document = sampleDocument();
	change(document.components.schemas, document);
	return findings({ ...state, contract: buildContract(document, [state.wording]) });
};

describe('spec:check, when the contract moves', () => {
	it('names a field that was added', () => {
		const found = afterUpstream(({ CreateCall, Customer }) => {
			Object.assign(CreateCall?.properties ?? {}, { priority: { type: 'number' } });
			Object.assign(Customer?.properties ?? {}, { birthday: { type: 'string' } });
		});
		expect(found).toEqual([
			'call:create: customer.birthday is new: give it words, or a reason under omitted',
			'call:create: priority is new: give it words, or a reason under omitted',
		]);
	});

	it('names a field that was removed', () => {
		const found = afterUpstream(({ CreateCall, Customer }) => {
			delete CreateCall?.properties?.name;
			delete Customer?.properties?.email;
		});
		expect(found).toEqual([
			"call:create: 'Call Name' is gone: the contract has no name",
			'call:create: customer.email is gone and need not be omitted any more',
		]);
	});

	it('names a field whose description changed', () => {
		const found = afterUpstream(({ CreateCall }) => {
			Object.assign(CreateCall?.properties?.name ?? {}, { description: 'Now it is unique.' });
		});
		expect(found).toEqual([
			"call:create: the description of name changed since our words were written ('Call Name')",
		]);
	});

	it('names an option that was added', () => {
		const found = afterUpstream(({ CreateCall }) =>
			CreateCall?.properties?.mode?.enum?.push('gentle'),
		);
		expect(found).toEqual([
			"call:create: 'Mode' (additionalFields.mode): options lack gentle",
			STALE,
		]);
	});

	it('reports all of them together', () => {
		const found = afterUpstream(({ CreateCall, Customer }) => {
			Object.assign(CreateCall?.properties ?? {}, { priority: { type: 'number' } });
			delete Customer?.properties?.email;
			Object.assign(CreateCall?.properties?.name ?? {}, { description: 'Now it is unique.' });
			CreateCall?.properties?.mode?.enum?.push('gentle');
		});
		expect(found).toEqual([
			expect.stringContaining('customer.email is gone'),
			expect.stringContaining('priority is new'),
			expect.stringContaining('the description of name changed'),
			expect.stringContaining("'Mode' (additionalFields.mode): options lack gentle"),
			STALE,
		]);
	});

	it('names types and limits that changed', () => {
		const found = afterUpstream(({ CreateCall }) => {
			Object.assign(CreateCall?.properties?.name ?? {}, { maxLength: 50 });
			Object.assign(CreateCall?.properties?.metadata ?? {}, { type: 'string' });
		});
		expect(found).toEqual([
			'call:create: \'Metadata\' (additionalFields.metadata): type is "json" instead of "string"',
			'call:create: \'Metadata\' (additionalFields.metadata): default is "{}" instead of ""',
			"call:create request table: 'Call Name' (additionalFields.callName): maxLength is 40 instead of 50",
			'call:create request table: \'Metadata\' (additionalFields.metadata): type is "json" instead of "string"',
			STALE,
		]);
	});

	it('names an operation that is gone', () => {
		const { wording, ...state } = settled();
		delete state.contract.paths['/call/{id}'];
		expect(findings({ wording, ...state })).toEqual([
			'call:get: the contract has no GET /call/{id}: run npm run spec:pull, or drop it',
		]);
	});
});
