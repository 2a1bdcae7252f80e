import { check } from '../../../scripts/spec/check.mts';
import { digestsOf } from '../../../scripts/spec/checkFields.mts';
import type { Ui } from '../../../scripts/spec/checkUi.mts';
import { buildContract } from '../../../scripts/spec/contract.mts';
import { acceptDigests } from '../../../scripts/spec/digest.mts';
import { generateFiles, generateOperation } from '../../../scripts/spec/generate.mts';
import type { Document, Schema } from '../../../scripts/spec/openapi.mts';
import type { Wording } from '../../../scripts/spec/wording.mts';
import { sampleDocument, sampleWording } from './sample.mts';

/** A state in which everything agrees: words with their digests, generated files, the UI of them. */
const settled = () => {
	const wording = sampleWording();
	const contract = buildContract(sampleDocument(), [wording]);
	wording.digests = digestsOf(contract, wording);
	const made = Object.keys(wording.operations).map((name) =>
		generateOperation(contract, wording, name),
	);
	const ui: Ui = {
		properties: made.flatMap(({ properties }) => properties),
		operations: {
			call: Object.fromEntries(made.map(({ operation }) => [operation.operation, operation])),
		},
	};
	return { wording, contract, ui, files: generateFiles(contract, [wording]) };
};

type State = ReturnType<typeof settled>;

const findings = ({ contract, wording, files, ui }: State): string[] =>
	check(contract, [wording], files, ui);

/** What the check says once upstream has changed. */
const afterUpstream = (change: (schemas: Record<string, Schema>, document: Document) => void) => {
	const state = settled();
	const document = sampleDocument();
	change(document.components.schemas, document);
	return findings({ ...state, contract: buildContract(document, [state.wording]) });
};

const STALE = 'nodes/shared/generated/call/create.ts is stale: run npm run spec:generate';

describe('spec:check', () => {
	it('finds nothing where all agree', () => {
		expect(findings(settled())).toEqual([]);
	});

	describe('when the contract moves', () => {
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

	describe('when our side moves', () => {
		const afterOurs = (change: (state: State) => void) => {
			const state = settled();
			change(state);
			return findings(state);
		};
		const additional = ({ wording }: State) =>
			wording.operations.create?.parameters.additionalFields?.contains ?? {};

		it('names a field that lost its words', () => {
			const found = afterOurs((state) => delete additional(state).mode);
			expect(found).toEqual([
				'call:create: mode is new: give it words, or a reason under omitted',
				'call:create: the digest of mode stands for no words',
				"call:create: 'Mode' (additionalFields.mode) is in the UI without words",
				"call:create request table: 'Mode' (additionalFields.mode) is in the UI without words",
				STALE,
			]);
		});

		it('names a parameter that was put into the UI by hand', () => {
			const found = afterOurs(({ ui }) => {
				ui.properties.push({
					displayName: 'Secret Switch',
					name: 'secretSwitch',
					type: 'boolean',
					default: false,
					displayOptions: { show: { resource: ['call'], operation: ['get', 'vanish'] } },
				});
			});
			expect(found).toEqual([
				"call:get: 'Secret Switch' (secretSwitch) is in the UI without words",
				"call:vanish: 'Secret Switch' (secretSwitch) has no words",
			]);
		});

		it('names words that have not reached the UI', () => {
			const found = afterOurs(({ ui }) => ui.properties.pop());
			expect(found).toEqual(["call:get: 'Call' (callId) is not in the UI"]);
		});

		it('names generated files that were edited or left behind', () => {
			const found = afterOurs(({ files }) => {
				files.set('call/create.ts', '// edited');
				files.set('call/hangUp.ts', '// left behind');
			});
			expect(found).toEqual([
				STALE,
				'nodes/shared/generated/call/hangUp.ts belongs to no operation: run npm run spec:generate',
			]);
		});

		it('names a type, an option and a limit that the contract does not have', () => {
			const found = afterOurs((state) => {
				const { mode, callName, metadata } = additional(state);
				Object.assign(mode ?? {}, { default: 'warp' });
				Object.assign(callName ?? {}, { type: 'number', default: 1 });
				Object.assign(metadata ?? {}, { type: 'string' });
			});
			expect(found.slice(0, 3)).toEqual([
				"call:create: 'Mode' has the option warp, which the contract does not know",
				"call:create: 'Call Name' is of type number, which cannot hold string",
				"call:create: 'Metadata' is of type string, which cannot hold object",
			]);
		});

		it('wants a reason for free text where the contract lists values', () => {
			const found = afterOurs((state) => {
				Object.assign(additional(state).mode ?? {}, { type: 'string' });
			});
			expect(found[0]).toBe(
				"call:create: 'Mode' is text, though the contract lists its values: make it options, or say why (freeText)",
			);
		});

		it('names words that nobody has held against the upstream text', () => {
			const found = afterOurs(({ wording }) => delete wording.digests?.get);
			expect(found).toEqual(["call:get: the description of id has not been read yet ('Call')"]);
		});

		it('takes objects worded under another name only while they are the same', () => {
			const found = afterOurs(({ wording }) => {
				Object.assign(wording.operations.create as object, { sameAs: { metadata: 'customer' } });
			});
			expect(found[0]).toBe('call:create: metadata is no longer the same as customer');
		});
	});
});

describe('acceptDigests', () => {
	const words = 'resource: call # ours\n\noperations: {a: [b]}\n';

	it('writes the digests below the words, which stay as they are', () => {
		const text = acceptDigests(words, { create: { name: '0a1b2c3d' } });
		expect(text.startsWith(words)).toBe(true);
		expect(text).toContain('digests:\n  create:\n    name: 0a1b2c3d\n');
	});

	it('replaces the digests that stood there', () => {
		const before = acceptDigests(words, { create: { name: '0a1b2c3d' } });
		const after = acceptDigests(before, { create: { name: '12345678' } });
		expect(after).toBe(acceptDigests(words, { create: { name: '12345678' } }));
		expect(acceptDigests(after, { create: { name: '12345678' } })).toBe(after);
	});

	it('leaves a file without worded fields alone', () => {
		const text: Wording['file'] = 'also: {}\n';
		expect(acceptDigests(text, {})).toBe(text);
	});
});
