import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from '../../../../../scripts/spec/contract.mts';
import { CONTRACT, WORDING } from '../../../../../scripts/spec/files.mts';
import { buildRows } from '../../../../../scripts/spec/generate/rows.mts';
import { readWordings } from '../../../../../scripts/spec/wording/read.mts';
import type { Wording } from '../../../../../scripts/spec/wording/types.mts';
import { bodyOf } from '../../../../../nodes/Vapi/call/create/callBody.ts';
import type { CallReader } from '../../../../../nodes/Vapi/call/create/callForm.ts';
import { readCallForm } from '../../../../../nodes/Vapi/call/create/callForm.ts';
import { operation } from '../../../../../nodes/shared/generated/call/create.ts';
import { nameInCreate, readerFor } from '../../reader.mts';

/** What a maintainer writes into the additional fields of call.yaml, as docs/fields.md says. */
const WORDS = `
          firstMessageInterruptionsEnabled:
            field: assistantOverrides.firstMessageInterruptionsEnabled
            displayName: First Message Can Be Interrupted
            description: Whether the customer can cut off the first message by speaking`;

const BEFORE = '          assistantJson: { use: assistantJson, at: assistant }';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'new-field-'));
	cpSync(WORDING, folder, { recursive: true });
	const file = join(folder, 'call.yaml');
	const words = readFileSync(file, 'utf8');
	if (!words.includes(BEFORE)) throw new Error('call.yaml has its additional fields elsewhere');
	writeFileSync(file, words.replace(BEFORE, BEFORE + WORDS));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each(['create', 'createAndWait'])(
	'a field that is worded for %s is sent, with no code for it',
	(name) => {
		const wording = readWordings(folder).find(({ resource }) => resource === 'call') as Wording;
		const fields = buildRows(readContract(CONTRACT), wording, name);
		const parameter = 'additionalFields.firstMessageInterruptionsEnabled';
		expect(fields.find((row) => row.parameter === parameter)).toBeDefined();
		const reader = readerFor(
			{ ...operation, fields },
			{ callType: 'phone', agent: 'assistant', to: '+15555550123', [parameter]: true },
		);
		expect(bodyOf(readCallForm(reader as CallReader), {}, nameInCreate)).toEqual({
			customer: { number: '+15555550123' },
			assistantOverrides: { firstMessageInterruptionsEnabled: true },
		});
	},
);
