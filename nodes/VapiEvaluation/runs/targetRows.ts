import type { ParameterRow } from '../../shared/engine/rows';

/** Rows without the target that is not chosen; n8n keeps what was filled in for it. */
export function targetRows(fields: readonly ParameterRow[], target: unknown): ParameterRow[] {
	const other = target === 'squad' ? 'assistantId' : 'squadId';
	return fields.filter(({ parameter }) => parameter !== other);
}
