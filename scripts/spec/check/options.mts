import { defaultOf, optionsOf, widgetOf } from '../generate/widgets.mts';
import { type ParameterModel, parameterModels } from '../generate/model.mts';
import type { Document } from '../openapi.mts';
import type { Wording } from '../wording/types.mts';

const flat = (models: ParameterModel[]): ParameterModel[] =>
	models.flatMap((model) => (model.inner ? flat(model.inner) : [model]));

const choicesIn = (contract: Document, wording: Wording) =>
	Object.entries(wording.operations).flatMap(([name, operation]) =>
		flat(parameterModels(contract, wording, operation))
			.filter((model) => model.providers !== undefined && model.wording.values === undefined)
			.map((model) => ({ at: `${wording.resource}:${name}: '${model.wording.displayName}'`, model })),
	);

/** Checks that what a list begins with is something that Vapi takes with the fields of the form. */
export const checkOptions = (contract: Document, wording: Wording): string[] =>
	choicesIn(contract, wording).flatMap(({ at, model }) => {
		if (widgetOf(model) !== 'options') return [];
		const options = optionsOf(model);
		const standard = defaultOf(model, options);
		if (options.some(({ value }) => value === standard)) return [];
		const lacks = model.providers?.get(String(standard))?.lacks ?? [];
		return [
			lacks.length > 0
				? `${at} begins with ${String(standard)}, which needs ${lacks.join(', ')}, and no field fills that`
				: `${at} begins with ${String(standard)}, which the contract does not know`,
		];
	});

/** Options that are not offered, with what Vapi demands for them and no field of the form fills. */
export const withheldOptions = (contract: Document, wording: Wording): string[] =>
	choicesIn(contract, wording).flatMap(({ at, model }) =>
		[...(model.providers ?? [])]
			.filter(([, { lacks }]) => lacks.length > 0)
			.map(([value, { lacks }]) => `${at} does not offer ${value}, which needs ${lacks.join(', ')}`),
	);
