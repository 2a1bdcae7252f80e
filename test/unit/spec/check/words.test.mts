import { STALE, type State, findings, settled } from './settled.mts';

describe('spec:check', () => {
	it('finds nothing where all agree', () => {
		expect(findings(settled())).toEqual([]);
	});
});

describe('spec:check, when our side moves', () => {
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
