import type { FieldNames } from '../../../nodes/Vapi/agent/types.ts';

/** Shows a field by the last part of its parameter, so that messages tell which one they mean. */
export const names: FieldNames = (field) => field;
