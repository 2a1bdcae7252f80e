import type { Document } from '../openapi.mts';
import type { Wording } from '../wording/types.mts';
import { type ParameterModel, parameterModels } from './model.mts';
import type { Providers } from './providers.mts';

/** A choice of a provider in a form, and what the fields beside it are called. */
export interface ProviderChoice {
	/** `call:create` */
	operation: string;
	displayName: string;
	/** Last key of the object that the provider belongs to: `voice`. */
	part: string;
	providers: Providers;
	/** Names on the screen, by the key of the object. */
	names: Record<string, string>;
}

const flat = (models: ParameterModel[]): ParameterModel[] =>
	models.flatMap((model) => (model.inner ? flat(model.inner) : [model]));

const choicesOf = (operation: string, models: ParameterModel[]): ProviderChoice[] =>
	models.flatMap(({ wording, fields, providers }) => {
		if (providers === undefined || wording.values !== undefined) return [];
		const place = fields.at(-1)?.name.split('.').slice(0, -1) ?? [];
		const inside = models.flatMap((model): Array<[string, string]> => {
			const keys = model.fields[0]?.name.split('.') ?? [];
			const isInside = place.every((key, index) => keys[index] === key);
			return isInside && keys.length === place.length + 1
				? [[keys.at(-1) ?? '', model.wording.displayName]]
				: [];
		});
		const part = place.at(-1) ?? '';
		const { displayName } = wording;
		return [{ operation, displayName, part, providers, names: Object.fromEntries(inside) }];
	});

/** Every choice of a provider that the forms offer. */
export const providerChoices = (contract: Document, wordings: Wording[]): ProviderChoice[] =>
	wordings.flatMap((wording) =>
		Object.entries(wording.operations).flatMap(([name, operation]) =>
			choicesOf(
				`${wording.resource}:${name}`,
				flat(parameterModels(contract, wording, operation)),
			),
		),
	);

type Tables = [
	providers: Record<string, Record<string, { takes: string[]; needs: string[] }>>,
	names: Record<string, Record<string, string>>,
];

/** What the node checks by: of the forms that have the same object, the one with the most fields counts. */
export const providerTables = (choices: ProviderChoice[]): Tables => {
	const widest = new Map<string, ProviderChoice>();
	for (const choice of choices) {
		// A provider with no other field beside it leaves nothing to check.
		const known = Object.keys(widest.get(choice.part)?.names ?? {}).length || 1;
		if (Object.keys(choice.names).length > known) widest.set(choice.part, choice);
	}
	const providers = [...widest].map(([part, choice]) => {
		const entries = [...choice.providers].map(([value, { takes, needs }]) => [
			value,
			{ takes: takes.filter((key) => key in choice.names), needs },
		]);
		return [part, Object.fromEntries(entries)];
	});
	const names = [...widest].map(([part, choice]) => [part, choice.names]);
	return [Object.fromEntries(providers), Object.fromEntries(names)] as Tables;
};
