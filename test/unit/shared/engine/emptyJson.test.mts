import { setRows } from '../../../../nodes/shared/engine/itemReader.ts';
import { refusalOf } from '../../refusal.mts';
import { contextOf, operation } from './thing.mts';

/** What is sent, by parameter. */
const sent = (parameters: object): Record<string, unknown> =>
	Object.fromEntries(
		setRows(contextOf(parameters), 1, operation.fields).map(({ row, value }) => [row.parameter, value]),
	);

describe('empty JSON', () => {
	it.each<[unknown, unknown]>([
		['{}', undefined],
		['{"a": 1}', { a: 1 }],
		[{}, undefined],
	])('is left out where nobody has filled it in, since its field is always there: %j', (settings, expected) => {
		expect(sent({ settings }).settings).toEqual(expected);
	});

	it('is sent from a field that somebody has added: it empties what Vapi has', () => {
		expect(sent({ f: { rows: '[]' } })['f.rows']).toEqual([]);
		expect(sent({ f: { rows: [] } })['f.rows']).toBeUndefined();
	});

	it('is refused where it is required', () => {
		const fields = operation.fields.map((row) =>
			row.parameter === 'settings' ? { ...row, required: true, type: 'jsonList' as const } : row,
		);
		for (const settings of ['[]', '', [], undefined]) {
			const refusal = refusalOf(() => setRows(contextOf({ settings }), 1, fields));
			expect(refusal.message).toBe("'Settings' is empty");
		}
	});
});
