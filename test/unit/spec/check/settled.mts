import { check } from '../../../../scripts/spec/check.mts';
import { digestsOf } from '../../../../scripts/spec/check/fields.mts';
import type { Ui } from '../../../../scripts/spec/check/ui.mts';
import { buildContract } from '../../../../scripts/spec/contract.mts';
import { generateFiles, generateOperation } from '../../../../scripts/spec/generate/files.mts';
import { sampleDocument, sampleWording } from '../sample.mts';

/** A state in which everything agrees: words with their digests, generated files, the UI of them. */
export const settled = () => {
	const wording = sampleWording();
	const contract = buildContract(sampleDocument(), [wording]);
	wording.digests = digestsOf(contract, wording);
	const made = Object.keys(wording.operations).map((name) =>
		generateOperation(contract, wording, name),
	);
	const ui: Ui = {
		properties: made.flatMap(({ properties }) => properties),
		operations: {
			call: Object.fromEntries(
				made.map(({ facts, ownRows, sharedRows }) => [
					facts.operation,
					{ ...facts, fields: [...ownRows, ...sharedRows] },
				]),
			),
		},
	};
	return { wording, contract, ui, files: generateFiles(contract, [wording]) };
};

export type State = ReturnType<typeof settled>;

/** What the check says of a state. */
export const findings = ({ contract, wording, files, ui }: State): string[] =>
	check(contract, [wording], files, ui);

/** What is found where the words of create are not what the generated file says. */
export const STALE = 'nodes/shared/generated/call/create.ts is stale: run npm run spec:generate';
