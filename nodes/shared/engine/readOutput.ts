import { refuse, shown } from '../base/refusal';
import type { OutputChoice } from '../vapi/output/outputChoice';
import type { ParameterValue } from './readValue';

const MODES: Record<OutputChoice['mode'], string> = {
	simple: 'Simplified',
	fields: 'Selected Fields',
	raw: 'Raw',
};

const isMode = (value: unknown): value is OutputChoice['mode'] => Object.hasOwn(MODES, String(value));

/**
 * What Output and Fields say for an item, of an operation that has them.
 * @param names the fields that there are to choose
 * @throws Refusal for what an expression gives that is no choice
 */
export function readOutput(
	value: (parameter: 'output' | 'fields') => ParameterValue | undefined,
	names: readonly string[],
): OutputChoice {
	const mode = value('output');
	if (!isMode(mode)) {
		return refuse(
			`'Output' is ${shown(mode)}, which is none of its choices`,
			`Use ${Object.keys(MODES).join(', ')} (${Object.values(MODES).join(', ')})`,
		);
	}
	const fields = mode === 'fields' ? ((value('fields') ?? []) as string[]) : [];
	const unknown = fields.find((field) => !names.includes(field));
	if (unknown !== undefined) {
		refuse(`'Fields' holds ${shown(unknown)}, which is no field`, `Use any of: ${names.join(', ')}`);
	}
	return { mode, fields };
}
